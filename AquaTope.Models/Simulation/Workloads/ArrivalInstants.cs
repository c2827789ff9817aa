namespace AquaTope.Models.Simulation.Workloads;

/// <summary>Spreads a window's count into instants.</summary>
public static class ArrivalInstants
{
    /// <summary>
    /// So many instants in [start, start + length), rising, distributed like a Poisson process that is known to have
    /// this count: the order statistics of uniform draws, made in one pass as normalized sums of exponential gaps.
    /// </summary>
    /// <param name="count">How many; at least 0.</param>
    /// <param name="start">The first instant of the window.</param>
    /// <param name="length">The window's length, above zero.</param>
    /// <param name="seed">With name and start it determines the instants.</param>
    /// <param name="name">Whose arrivals these are: two functions in the same window get different instants.</param>
    public static DateTimeOffset[] Spread(int count, DateTimeOffset start, TimeSpan length, int seed, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        var chance = Chance.Of(seed, Chance.SubjectOf(name), start.UtcTicks);
        var sums = new double[count + 1];
        var sum = 0.0;
        for (var i = 0; i <= count; i++) sums[i] = sum -= Math.Log(chance.Uniform(i));

        var instants = new DateTimeOffset[count];
        for (var i = 0; i < count; i++)
            instants[i] = start.AddTicks(Math.Min((long)(length.Ticks * (sums[i] / sum)), length.Ticks - 1));
        return instants;
    }
}
