namespace AquaTope.Actors;

/// <summary>What a node of a cluster may do. A node that is given none of these roles does everything.</summary>
public static class NodeRoles
{
    /// <summary>Takes in activation records and keeps them until they are counted.</summary>
    public const string Ingest = "ingest";

    /// <summary>Runs functions, workflows and their forecaster.</summary>
    public const string Pools = "pools";

    /// <summary>Runs the singletons: catalog, metronome, gateway, optimizer and the history of models.</summary>
    public const string Control = "control";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Ingest, Pools, Control];

    /// <summary>The roles of a node that was given these.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> given) =>
        given.Any(role => All.Contains(role)) ? given : [.. given, .. All];
}
