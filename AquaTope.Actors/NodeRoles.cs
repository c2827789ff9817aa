namespace AquaTope.Actors;

/// <summary>What a node of a cluster may do. A node that is given no role does everything.</summary>
public static class NodeRoles
{
    /// <summary>Takes in activation records. What a spool holds is delivered by every node.</summary>
    public const string Ingest = "ingest";

    /// <summary>Runs functions and workflows, which ask the forecaster beside them.</summary>
    public const string Pools = "pools";

    /// <summary>
    /// Runs the singletons: catalog, metronome, gateway, optimizer, decisions and the history of models.
    /// </summary>
    public const string Control = "control";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Ingest, Pools, Control];

    /// <summary>The roles of a node that was given these, which are among <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> given) => given.Count > 0 ? given : All;
}
