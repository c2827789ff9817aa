namespace AquaTope.Models.Simulation.Workloads;

/// <summary>
/// Silence, then many invocations at once: a two-state process whose stays have geometric lengths, as when a batch is
/// put into a queue. It stands for the functions of ATC'20 whose inter-arrival times vary more than a Poisson
/// process's.
/// </summary>
/// <param name="BurstsPerDay">Expected bursts a day.</param>
/// <param name="LengthMinutes">Expected length of a burst; at least 1.</param>
/// <param name="RatePerMinute">Expected invocations a minute within a burst.</param>
public sealed record BurstPattern(double BurstsPerDay, double LengthMinutes, double RatePerMinute) : ArrivalPattern
{
    private protected override void Fill(Span<int> counts, int seed, ulong subject)
    {
        // The silence between two bursts is what the bursts leave of a day.
        var silence = Math.Max(1, MinutesPerDay / BurstsPerDay - LengthMinutes);
        var bursting = false;
        for (var minute = 0; minute < counts.Length; minute++)
        {
            var chance = Chance.Of(seed, subject, minute);
            if (chance.Uniform(0) < 1 / (bursting ? LengthMinutes : silence)) bursting = !bursting;
            counts[minute] = bursting ? chance.Poisson(RatePerMinute, 1) : 0;
        }
    }
}
