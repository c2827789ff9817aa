using System.Globalization;
using AquaTope.Actors.Functions;
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
        public override DecisionText Describe() => new(
            "target-chosen", Function.Value,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Chosen.From} -> {Chosen.Target} after window {Chosen.Window}: {Chosen.Because}"));
    }

    /// <summary>Demand of a function exceeds the forecasts' upper quantile far more often than it should.</summary>
    /// <param name="Function">The function.</param>
    /// <param name="By">Who forecasts: a forecaster's name or a model's version.</param>
    /// <param name="MeanError">The mean distance of demand from the mean forecast, in containers.</param>
    public sealed record ForecastDrifted(FunctionId Function, string By, double MeanError) : Observed
    {
        public override DecisionText Describe() => new(
            "forecast-drifted", Function.Value,
            string.Create(
                CultureInfo.InvariantCulture,
                $"demand exceeds the upper quantile of {By} too often; the mean error is {MeanError:0.##} containers"));
    }

    /// <summary>
    /// Something happened at the gateway, which acts on wishes or, in some modes, keeps them on paper.
    /// </summary>
    public sealed record GatewayMoved(GatewayEvent Fact, bool Acts) : Observed
    {
        public override DecisionText? Describe() => Fact switch
        {
            GatewayEvent.ChangeApplied { Changed: true } applied => new(
                "change-applied", LaneKey.Of(applied.Change).Value, $"{applied.Change}, wished by {applied.Id}"),
            GatewayEvent.LimitsWished wished when !Acts => new(
                "limits-recommended", wished.Function.Value, $"{wished.Resources}, wished by {wished.Id} and not sent"),
            GatewayEvent.ChangeAbandoned abandoned => new(
                "change-abandoned", abandoned.Lane.Value, $"{abandoned.Reason}, wished by {abandoned.Id}"),
            GatewayEvent.ChangesHalted halted => new("changes-halted", "gateway", Ordered(halted.By, halted.Why)),
            GatewayEvent.ChangesResumed resumed => new("changes-resumed", "gateway", Ordered(resumed.By, resumed.Why)),
            _ => null
        };

        private static string Ordered(string by, string why) => why.Length > 0 ? $"by {by}: {why}" : $"by {by}";
    }
}

/// <summary>A decision in words.</summary>
public sealed record DecisionText(string Kind, string Subject, string Reason);
