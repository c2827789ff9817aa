using System.Collections.Immutable;
using System.Text.Json;
using AquaTope.Host.Emulation.Entities;

namespace AquaTope.Host.Emulation.Invocations.Compositions;

/// <summary>
/// One step of a compiled composition. Positions count from 0; one past the last instruction is the end.
/// </summary>
internal abstract record Instruction
{
    private Instruction()
    {
    }

    /// <summary>Runs an action on the parameters; its result becomes the parameters.</summary>
    public sealed record Invoke(string Action) : Instruction;

    /// <summary>Replaces the parameters.</summary>
    public sealed record Assign(JsonElement Value) : Instruction;

    /// <summary>Keeps a copy of the parameters for the matching <see cref="Restore"/>.</summary>
    public sealed record Keep : Instruction;

    /// <summary>Combines what was kept last with the parameters.</summary>
    public sealed record Restore(RestoreMode Mode) : Instruction
    {
        public JsonElement Combine(JsonElement kept, JsonElement parameters) => Mode switch
        {
            RestoreMode.Merge => JsonObjects.Merge(kept, parameters),
            RestoreMode.Pair => JsonObjects.Create(writer =>
            {
                writer.WritePropertyName("params");
                kept.WriteTo(writer);
                writer.WritePropertyName("result");
                parameters.WriteTo(writer);
            }),
            _ => throw new InvalidOperationException($"Unknown mode {Mode}.")
        };
    }

    /// <summary>Runs branches side by side and goes on at <paramref name="Next"/> with their results.</summary>
    public sealed record Fork(ImmutableArray<int> Branches, int Next) : Instruction;

    /// <summary>The end of a branch.</summary>
    public sealed record Join : Instruction;

    /// <summary>Ends the composition with an error that says what is not understood.</summary>
    public sealed record Unknown(string Reason) : Instruction;
}

/// <summary>How kept parameters meet a result.</summary>
internal enum RestoreMode
{
    /// <summary>As the fields <c>params</c> and <c>result</c>.</summary>
    Pair = 0,

    /// <summary>The result's fields over the kept ones.</summary>
    Merge = 1
}
