using System.Threading.Channels;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;

namespace AquaTope.Testing;

/// <summary>A platform played by the test: every call waits until the test takes it and answers.</summary>
public sealed class ScriptedPlatform : IPlatform
{
    private readonly Channel<Turn> _turns = Channel.CreateUnbounded<Turn>();

    /// <summary>Answered at once to whoever asks what the platform can do.</summary>
    public PlatformDescription Description { get; set; } = new(
        PlatformCapabilities.CpuLimits | PlatformCapabilities.RuntimeConfiguration, MemorySize.FromMegabytes(128),
        MemorySize.FromMegabytes(10240), CpuShare.FromCores(0.1), CpuShare.FromCores(6), 30);

    /// <summary>Answered at once to whoever asks for a function.</summary>
    public FunctionLookup Function { get; set; } =
        new FunctionLookup.Found(new RuntimeKind("nodejs:20"), ResourceConfiguration.Of(1, 256));

    /// <summary>Answered at once to whoever looks at the stem cells.</summary>
    public StemCellLookup StemCells { get; set; } = new StemCellLookup.Unknown("nobody looked");

    public Task<PlatformDescription> DescribeAsync(CancellationToken cancellation) => Task.FromResult(Description);

    public Task<FunctionLookup> FindAsync(FunctionId function, CancellationToken cancellation) =>
        Task.FromResult(Function);

    public Task<StemCellLookup> LookAtStemCellsAsync(
        IReadOnlyList<StemCellTarget> targets, CancellationToken cancellation) => Task.FromResult(StemCells);

    public Task<PlatformOutcome> ApplyAsync(PlatformChange change, CancellationToken cancellation) =>
        Ask<PlatformChange, PlatformOutcome>(change, cancellation);

    public Task<TrialOutcome> MeasureAsync(TrialOrder order, CancellationToken cancellation) =>
        Ask<TrialOrder, TrialOutcome>(order, cancellation);

    public Task RemoveLeftoversAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Takes the next call, which must be for a change, and answers it.</summary>
    public PlatformChange AnswerChange(PlatformOutcome outcome) => Answer<PlatformChange, PlatformOutcome>(outcome);

    /// <summary>Takes the next call, which must be for a trial, and answers it.</summary>
    public TrialOrder AnswerTrial(TrialOutcome outcome) => Answer<TrialOrder, TrialOutcome>(outcome);

    /// <summary>Takes the next call, which must be for a change, and leaves it unanswered.</summary>
    public PlatformChange TakeChange() => Take<PlatformChange>().Request;

    /// <summary>Takes the next call, which must be for a trial, and leaves it unanswered.</summary>
    public TrialOrder TakeTrial() => Take<TrialOrder>().Request;

    /// <summary>Whether a call waits to be taken.</summary>
    public bool HasCall => _turns.Reader.TryPeek(out _);

    private async Task<TAnswer> Ask<TRequest, TAnswer>(TRequest request, CancellationToken cancellation)
        where TRequest : notnull
    {
        var answer = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _turns.Writer.WriteAsync(new Turn(request, answer), cancellation);
        return (TAnswer)await answer.Task.WaitAsync(cancellation);
    }

    private TRequest Answer<TRequest, TAnswer>(TAnswer answer)
        where TAnswer : notnull
    {
        var (request, reply) = Take<TRequest>();
        reply.SetResult(answer);
        return request;
    }

    private (TRequest Request, TaskCompletionSource<object> Reply) Take<TRequest>()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var turn = _turns.Reader.ReadAsync(patience.Token).AsTask().GetAwaiter().GetResult();
        return turn.Request is TRequest request
            ? (request, turn.Reply)
            : throw new InvalidOperationException($"Expected a {typeof(TRequest).Name}, was asked for {turn.Request}.");
    }

    private sealed record Turn(object Request, TaskCompletionSource<object> Reply);
}
