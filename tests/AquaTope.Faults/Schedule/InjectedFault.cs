namespace AquaTope.Faults.Schedule;

/// <summary>A fault that struck.</summary>
/// <param name="Key">Names it among the faults of its seed.</param>
/// <param name="Kind">What went wrong.</param>
/// <param name="Place">Where.</param>
/// <param name="At">When, in virtual time.</param>
/// <param name="Size">How bad: a draw from 0 to 1 that delays follow from.</param>
internal sealed record InjectedFault(string Key, FaultKind Kind, string Place, DateTimeOffset At, double Size)
{
    /// <summary>A time up to the longest, short ones being the most frequent.</summary>
    public TimeSpan Delay(TimeSpan longest) => longest * (Size * Size);

    public override string ToString() => $"{At:HH:mm:ss.fff} {Kind} {Place} [{Key}]";
}
