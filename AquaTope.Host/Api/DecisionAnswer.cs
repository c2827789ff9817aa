using System.Text.Json.Serialization;
using AquaTope.Actors.Decisions;
using AquaTope.Actors.Decisions.Listing;

namespace AquaTope.Host.Api;

/// <summary>One decision; pass its id as <c>after</c> to get those that followed.</summary>
/// <param name="Id">The same on every node and after restarts; rising, with gaps.</param>
/// <param name="At">When it was journaled.</param>
/// <param name="Kind">Which kind of decision it is.</param>
/// <param name="Subject">What was decided about.</param>
/// <param name="Reason">What was decided, and why.</param>
internal sealed record DecisionAnswer(long Id, DateTimeOffset At, string Kind, string Subject, string Reason)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Workflow { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Function { get; init; }

    /// <summary>The change that was wished or made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Change { get; init; }

    /// <summary>The seed that chance was drawn from.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ulong? Seed { get; init; }

    public static DecisionAnswer Of(DecisionEntry entry) =>
        new(entry.Id, entry.At, entry.Text.Kind, entry.Text.Subject, entry.Text.Reason)
        {
            Workflow = entry.Text.Wording.Workflow?.Value,
            Function = entry.Text.Wording.Function?.Value,
            Change = entry.Text.Wording.Change?.Value,
            Seed = entry.Text.Wording.Seed
        };
}
