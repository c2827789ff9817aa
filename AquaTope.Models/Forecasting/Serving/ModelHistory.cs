using System.Collections.Immutable;

namespace AquaTope.Models.Forecasting.Serving;

/// <summary>
/// Which models were served and which one is. A switch stands until it is taken back; taking back again goes one
/// further back, down to what the nodes are configured with.
/// </summary>
public sealed record ModelHistory
{
    /// <summary>
    /// Switches remembered for display, and models that can be gone back to; the oldest are forgotten.
    /// </summary>
    public const int Kept = 100;

    public static ModelHistory Empty { get; } = new();

    /// <summary>Every switch, rollbacks included, oldest first.</summary>
    public ImmutableList<ModelSwitched> Switches { get; private init; } = [];

    /// <summary>The model in service; <see langword="null"/> for what each node is configured with.</summary>
    public ModelPlace? Served { get; private init; }

    // What was in service before each switch that stands.
    private ImmutableList<ModelPlace?> Before { get; init; } = [];

    /// <summary>The switch to a model, or <see langword="null"/> where it is served from that folder already.</summary>
    public ModelSwitched? Switch(ModelPlace to, DateTimeOffset at, string by, string why) =>
        to == Served ? null : new ModelSwitched(to, Served, at, by, why, IsRollback: false);

    /// <summary>The way back to what was before, or <see langword="null"/> where no switch stands.</summary>
    public ModelSwitched? RollBack(DateTimeOffset at, string by, string why) =>
        Before.Count == 0 ? null : new ModelSwitched(Before[^1], Served, at, by, why, IsRollback: true);

    /// <summary>The history after a switch.</summary>
    public ModelHistory Apply(ModelSwitched fact) => this with
    {
        Switches = Newest(Switches.Add(fact)),
        Before = fact.IsRollback ? Before.RemoveAt(Before.Count - 1) : Newest(Before.Add(fact.From)),
        Served = fact.To
    };

    private static ImmutableList<T> Newest<T>(ImmutableList<T> all) => all.Count > Kept ? all.RemoveAt(0) : all;
}
