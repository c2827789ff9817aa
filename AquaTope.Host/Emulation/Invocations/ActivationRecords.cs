using System.Collections.Immutable;
using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Models.Identity;
using AquaTope.Models.Simulation;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Emulation.Invocations;

/// <summary>Writes the records of finished activations, in whole milliseconds as the platform does.</summary>
internal static class ActivationRecords
{
    /// <summary>The record of an action that ran, or failed to, in a container.</summary>
    public static ActivationRecord Primitive(
        ActivationOrder order, SimulatedActivation run, ActivationResponse response)
    {
        var wait = Milliseconds(run.Wait);
        // An initialization is told from its absence by the annotation, so it takes at least a millisecond.
        var initialization = run.Initialization > TimeSpan.Zero ? Math.Max(1, Milliseconds(run.Initialization)) : 0;
        var duration = TimeSpan.FromMilliseconds(initialization + Milliseconds(run.Execution));
        var start = WholeMilliseconds(order.Accepted).AddMilliseconds(wait);

        var annotations = new List<Property>
        {
            Text("path", order.Action.Name.ToString()),
            Text("kind", order.Action.Execution.Kind.Value),
            new("limits", LimitsJson.Of(order.Action.Limits)),
            Flag("timeout", TimedOut(run)),
            Number("waitTime", wait)
        };
        if (initialization > 0) annotations.Add(Number("initTime", initialization));
        AddOrigin(annotations, order);

        return new ActivationRecord(
            order.Id, order.Action.Name, order.Target.Binding, order.Action.Version, start, start + duration, duration,
            order.Cause, response, Logs: [], new PropertyList([.. annotations]));
    }

    /// <summary>The record of a sequence or composition whose parts have ended.</summary>
    public static ActivationRecord Composite(
        ActivationOrder order, DateTimeOffset now, ActivationResponse response,
        IReadOnlyList<ActivationRecord> parts, bool conductor)
    {
        var limits = order.Action.Limits;
        var annotations = new List<Property>
        {
            Flag("topmost", order.Cause is null),
            Text("path", order.Action.Name.ToString()),
            Text("kind", "sequence"),
            new("limits", LimitsJson.OfComposite(limits, parts.Select(MemoryOf).Append(0).Max())),
            Number("waitTime", 0)
        };
        if (conductor) annotations.Add(Flag("conductor", true));
        AddOrigin(annotations, order);

        return new ActivationRecord(
            order.Id, order.Action.Name, order.Target.Binding, order.Action.Version,
            WholeMilliseconds(order.Accepted), WholeMilliseconds(now),
            parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Duration),
            order.Cause, response, [.. parts.Select(part => part.Id.ToString())], new PropertyList([.. annotations]));
    }

    /// <summary>The record of a trigger that fired; it has no end, and one log line per rule.</summary>
    public static ActivationRecord Fired(
        ActivationId id, WhiskTrigger trigger, JsonElement payload, DateTimeOffset now, ImmutableArray<string> logs) =>
        new(id, trigger.Name, Binding: null, trigger.Version, WholeMilliseconds(now), End: null, TimeSpan.Zero,
            Cause: null, new ActivationResponse(ActivationStatus.Success, payload, Size: null), logs,
            PropertyList.Empty);

    private static void AddOrigin(List<Property> annotations, ActivationOrder order)
    {
        if (order.Cause is not null) annotations.Add(Text("causedBy", "sequence"));
        if (order.Target.Binding is { } binding) annotations.Add(Text("binding", binding.ToString()));
    }

    // The platform's record has a flag for it, the simulation only the sentence.
    private static bool TimedOut(SimulatedActivation run) =>
        run.Failure?.StartsWith("The action exceeded its time limits", StringComparison.Ordinal) == true;

    private static int MemoryOf(ActivationRecord part) =>
        part.Annotations.Find("limits") is { } limits ? limits.GetProperty("memory").GetInt32() : 0;

    private static long Milliseconds(TimeSpan duration) => (long)Math.Round(duration.TotalMilliseconds);

    private static DateTimeOffset WholeMilliseconds(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());

    private static Property Text(string key, string value) => new(key, JsonObjects.Text(value));

    private static Property Number(string key, long value) => new(key, JsonObjects.Number(value));

    private static Property Flag(string key, bool value) => new(key, value ? JsonObjects.True : JsonObjects.False);
}
