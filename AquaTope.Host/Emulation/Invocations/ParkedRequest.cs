using AquaTope.Host.Emulation.Entities;

namespace AquaTope.Host.Emulation.Invocations;

/// <summary>
/// A blocking request that waits for a record. It is answered once: with the record, or when its patience ends.
/// </summary>
internal sealed class ParkedRequest
{
    // Continuations run elsewhere: the answer is given with the engine's lock held.
    private readonly TaskCompletionSource<ActivationRecord?> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<ActivationRecord?> Answered => _answer.Task;

    /// <summary>False when the request had its answer already.</summary>
    public bool TryAnswer(ActivationRecord? record) => _answer.TrySetResult(record);
}
