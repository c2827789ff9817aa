namespace AquaTope.Models.Simulation.Workloads;

/// <summary>A function's way of being invoked, as counts per minute.</summary>
public abstract record ArrivalPattern
{
    /// <summary>Minutes of a day.</summary>
    protected const int MinutesPerDay = 1440;

    private protected ArrivalPattern()
    {
    }

    /// <summary>
    /// Invocations in each minute from midnight of the first day, a Monday. The same seed and name give the same
    /// counts.
    /// </summary>
    public int[] Counts(int minutes, int seed, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minutes);
        var counts = new int[minutes];
        Fill(counts, seed, Chance.SubjectOf(name));
        return counts;
    }

    /// <summary>Sets every count; the random numbers of minute m are <c>Chance.Of(seed, subject, m)</c>.</summary>
    private protected abstract void Fill(Span<int> counts, int seed, ulong subject);
}
