namespace AquaTope.Models.Simulation.Workloads;

/// <summary>
/// One invocation every so many minutes, on the minute: the timer triggers of ATC'20, whose inter-arrival times do not
/// vary at all.
/// </summary>
/// <param name="PeriodMinutes">Minutes from one invocation to the next; at least 1.</param>
/// <param name="PhaseMinutes">The first minute with an invocation; 0 up to below the period.</param>
public sealed record TimerPattern(int PeriodMinutes, int PhaseMinutes) : ArrivalPattern
{
    private protected override void Fill(Span<int> counts, int seed, ulong subject)
    {
        for (var minute = PhaseMinutes; minute < counts.Length; minute += PeriodMinutes) counts[minute] = 1;
    }
}
