namespace AquaTope.Models.Telemetry;

/// <summary>
/// Who numbered a report: one spool, for as long as its folder exists. Numbers of two sources have nothing to do with
/// each other.
/// </summary>
public readonly record struct ReportSource(string Value)
{
    /// <summary>The spool of a node from before spools had names; a cluster has one at most.</summary>
    public static ReportSource Unnamed { get; } = new("");

    public override string ToString() => Value.Length == 0 ? "unnamed" : Value;
}
