using AquaTope.Actors.Decisions;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Platform;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Pools;
using AquaTope.Models.Quantities;

namespace AquaTope.Actors.Observation;

/// <summary>
/// Something worth showing, published on a node's event stream. Losing one loses nothing but a line on a page.
/// </summary>
public abstract record Observed
{
    private protected Observed()
    {
    }

    /// <summary>How it reads in the list of decisions; <see langword="null"/> for what is no decision.</summary>
    public virtual DecisionText? Describe() => null;

    /// <summary>A function's counts moved.</summary>
    public sealed record FunctionCounted(FunctionProtocol.FunctionStatus Status) : Observed;

    /// <summary>Everything about a function's window is decided.</summary>
    public sealed record FunctionDecided(FunctionId Function, WindowIndex Window) : Observed;

    /// <summary>A function's target changed.</summary>
    public sealed record TargetChosen(FunctionId Function, PoolEvent.TargetChosen Chosen) : Observed
    {
        public override DecisionText? Describe() =>
            AquaTopeDecisions.Table.Describe(FunctionActor.PersistenceIdOf(Function), Chosen);
    }

    /// <summary>Demand of a function exceeds the forecasts' upper quantile far more often than it should.</summary>
    public sealed record ForecastDrifted(FunctionId Function, PoolEvent.ForecastsDrifted Fact) : Observed
    {
        public override DecisionText? Describe() =>
            AquaTopeDecisions.Table.Describe(FunctionActor.PersistenceIdOf(Function), Fact);
    }

    /// <summary>Something happened at the gateway.</summary>
    public sealed record GatewayMoved(GatewayEvent Fact) : Observed
    {
        public override DecisionText? Describe() =>
            AquaTopeDecisions.Table.Describe(PlatformGatewayActor.Id, Fact);
    }
}
