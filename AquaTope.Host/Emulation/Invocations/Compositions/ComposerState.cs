using System.Collections.Immutable;
using System.Text.Json;
using AquaTope.Host.Emulation.Entities;

namespace AquaTope.Host.Emulation.Invocations.Compositions;

/// <summary>Which branch of which fork a run is: what its result is correlated by.</summary>
internal sealed record BranchOf(string SessionId, int BarrierId, int Position);

/// <summary>
/// Where a composition stands between two runs of its conductor. It travels as the field <c>$composer</c> of the
/// state that a conductor returns and is given again.
/// </summary>
/// <param name="Position">The instruction that comes next.</param>
/// <param name="Stack">Parameters kept by <c>retain</c> and <c>merge</c>, the last kept last.</param>
internal sealed record ComposerState(int Position, ImmutableArray<JsonElement> Stack, BranchOf? Branch)
{
    private const string Field = "$composer";

    public static ComposerState Start { get; } = new(0, [], null);

    /// <summary>
    /// The state in a conductor's input: <see cref="Start"/> where there is none, <see langword="null"/> where what is
    /// there was not written here.
    /// </summary>
    public static ComposerState? Read(JsonElement input)
    {
        if (!input.TryGetProperty(Field, out var json)) return Start;
        if (json.ValueKind != JsonValueKind.Object
            || Integer(json, "state") is not { } position
            || !json.TryGetProperty("stack", out var stack) || stack.ValueKind != JsonValueKind.Array
            || stack.EnumerateArray().Any(kept => kept.ValueKind != JsonValueKind.Object))
            return null;
        return new ComposerState(position, [.. stack.EnumerateArray()], ReadBranch(json));
    }

    /// <summary>A conductor's input without its state.</summary>
    public static JsonElement ParametersOf(JsonElement input) => JsonObjects.Without(input, Field);

    /// <summary>An object with this state as its only field.</summary>
    public JsonElement ToJson() => JsonObjects.Create(writer =>
    {
        writer.WriteStartObject(Field);
        writer.WriteNumber("state", Position);
        writer.WriteStartArray("stack");
        foreach (var kept in Stack) kept.WriteTo(writer);
        writer.WriteEndArray();
        if (Branch is not null)
        {
            writer.WriteString("sessionId", Branch.SessionId);
            writer.WriteNumber("barrierId", Branch.BarrierId);
            writer.WriteNumber("position", Branch.Position);
        }
        writer.WriteEndObject();
    });

    private static BranchOf? ReadBranch(JsonElement json) =>
        json.TryGetProperty("sessionId", out var session) && session.ValueKind == JsonValueKind.String
        && Integer(json, "barrierId") is { } barrier && Integer(json, "position") is { } position
            ? new BranchOf(session.GetString()!, barrier, position)
            : null;

    private static int? Integer(JsonElement json, string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number) && number >= 0
            ? number
            : null;
}
