namespace AquaTope.Models.Simulation.Experiments;

/// <summary>What a replay remembers of one series between two blocks.</summary>
internal sealed class SeriesPools
{
    public SeriesPools(ContenderTeams teams)
    {
        Of = new ContenderPool[teams.Contenders.Count];
        for (var i = 0; i < Of.Length; i++)
        {
            var lead = teams.LeadOf(i);
            Of[i] = new ContenderPool(teams.Contenders[i], lead == i ? null : Of[lead]);
        }
    }

    /// <summary>How many windows have been replayed.</summary>
    public long Windows { get; private set; }

    /// <summary>The memory of one container, as the last row said.</summary>
    public double MemoryMegabytes { get; set; }

    /// <summary>The pool under each contender.</summary>
    public ContenderPool[] Of { get; }

    /// <summary>Goes on by some windows.</summary>
    public void Advance(int windows) => Windows += windows;
}
