using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Ingestion.Records;

/// <summary>
/// What was read of one record, before it is known whether it is complete. Instants and durations in milliseconds,
/// memory in megabytes.
/// </summary>
internal ref struct RecordFields
{
    public ActivationId? Id;
    public ActivationId? Cause;
    public FunctionId? Function;
    public ActivationStatus? Status;
    public ReadOnlySpan<byte> Namespace;
    public ReadOnlySpan<byte> Name;
    public long? Start;
    public long? End;
    public long? Duration;
    public long? Timestamp;
    public long? Wait;
    public long? Initialization;
    public long? Memory;
    public bool IsSequence;
    public bool IsConductor;
    public bool IsEvent;
    public bool IsMetric;
    public bool IsBranch;

    /// <summary>
    /// A metric event; the firing of a trigger, whose record has an id and a start but never an end; or one branch of a
    /// parallel composition, which OpenWhisk Composer starts under the composition's own name, so that it would
    /// be taken for a run of the whole.
    /// </summary>
    public readonly bool TellsOfNoFinishedActivation =>
        IsMetric || (IsComposition && IsBranch)
            || (!IsEvent && Id is not null && Start is not null && End is null && Duration is null);

    /// <summary>
    /// The first field that is missing or at odds with another, with what was found there and what would be right.
    /// </summary>
    public (string Field, string Found, string Expected)? Problem(FunctionNames names)
    {
        var body = IsEvent ? "body." : "";
        if (Id is null) return ($"{body}activationId", "nothing", "an activation id");
        if (IsEvent && Timestamp is null) return ("timestamp", "nothing", "milliseconds since 1970-01-01");
        if (IsEvent && Duration is null) return ("body.duration", "nothing", "milliseconds");
        if (!IsEvent && Start is null) return ("start", "nothing", "milliseconds since 1970-01-01");
        if (Status is null)
            return (IsEvent ? "body.statusCode" : "response.status", "nothing", "how the activation ended");
        if (Function is null && !TryJoinName(names))
            return IsEvent
                ? ("body.name", "nothing", "namespace/name")
                : ("annotations", "no path", "an annotation 'path', or a namespace and a name");

        if (End < Start) return ("end", $"{End}", $"no less than start, {Start}");
        Duration ??= End - Start;
        if (Initialization > Duration && !IsComposition)
            return ($"{body}duration", $"{Duration}", $"no less than initTime, {Initialization}, which it includes");
        return null;
    }

    private readonly bool IsComposition => IsSequence || IsConductor;

    /// <summary>The report of a record in which <see cref="Problem"/> found none.</summary>
    public readonly ActivationReport ToReport()
    {
        var end = IsEvent ? Timestamp!.Value : End ?? Start!.Value + Duration!.Value;
        var start = Start ?? end - Duration!.Value;
        var wait = Milliseconds(Wait ?? 0);
        var arrival = DateTimeOffset.FromUnixTimeMilliseconds(start) - wait;
        if (IsComposition)
            return new ActivationReport.Composed(new CompositionRun(
                Id!.Value, Function!.Value, arrival, DateTimeOffset.FromUnixTimeMilliseconds(end), Status!.Value,
                Cause));

        var initialization = Initialization ?? 0;
        return new ActivationReport.Ran(new Invocation(
            Id!.Value, Function!.Value, arrival, wait, Milliseconds(initialization),
            Milliseconds(Duration!.Value - initialization), Status!.Value,
            MemorySize.FromMegabytes((int)(Memory ?? 0)), Cause));
    }

    private bool TryJoinName(FunctionNames names)
    {
        if (IsEvent || Namespace.IsEmpty || Name.IsEmpty) return false;
        Span<byte> joined = stackalloc byte[2 * FunctionNames.MaxLength + 1];
        Namespace.CopyTo(joined);
        joined[Namespace.Length] = (byte)'/';
        Name.CopyTo(joined[(Namespace.Length + 1)..]);
        if (!names.TryGet(joined[..(Namespace.Length + 1 + Name.Length)], out var function)) return false;
        Function = function;
        return true;
    }

    private static TimeSpan Milliseconds(long count) => TimeSpan.FromTicks(count * TimeSpan.TicksPerMillisecond);
}
