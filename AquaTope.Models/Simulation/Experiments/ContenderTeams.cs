namespace AquaTope.Models.Simulation.Experiments;

/// <summary>
/// Contenders, and which of them learn the same: those are told of each window one after the other, the first of them
/// learns for all.
/// </summary>
internal sealed class ContenderTeams
{
    private readonly int[] _leads;

    public ContenderTeams(IReadOnlyList<Contender> contenders)
    {
        Contenders = contenders;
        _leads = new int[contenders.Count];
        for (var i = 0; i < _leads.Length; i++)
            while (_leads[i] < i && !contenders[_leads[i]].LearnsAs(contenders[i]))
                _leads[i]++;
        Members = [.. _leads.Distinct().Select(lead =>
            Enumerable.Range(0, _leads.Length).Where(i => _leads[i] == lead).ToArray())];
    }

    /// <summary>All contenders.</summary>
    public IReadOnlyList<Contender> Contenders { get; }

    /// <summary>The numbers of each team's contenders, its lead first.</summary>
    public IReadOnlyList<int[]> Members { get; }

    /// <summary>The number of the contender that learns for that one; its own where it learns for itself.</summary>
    public int LeadOf(int contender) => _leads[contender];
}
