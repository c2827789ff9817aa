using System.Diagnostics.Metrics;
using Akka.Actor;
using AquaTope.Actors.Observation;

namespace AquaTope.Host.Node;

/// <summary>Turns what functions let the node know of their forecasts into measurements for <c>/metrics</c>.</summary>
internal sealed class ForecastMeter : ReceiveActor
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "AquaTope.Forecasts";

    public ForecastMeter(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        var errors = meter.CreateGauge<double>(
            "aquatope.forecast.error", "{container}", "Mean distance between demand and forecast, by function.");
        var drifts = meter.CreateCounter<long>(
            "aquatope.forecast.drifts", "{alarm}", "Alarms that forecasts of a function got worse.");
        Receive<Observed.FunctionCounted>(counted =>
        {
            if (counted.Status.Forecast?.MeanError is { } error)
                errors.Record(error, new KeyValuePair<string, object?>("function", counted.Status.Function.Value));
        });
        Receive<Observed.ForecastDrifted>(drifted =>
            drifts.Add(1, new KeyValuePair<string, object?>("function", drifted.Function.Value)));
    }

    public static Props Props(IMeterFactory meters) => Akka.Actor.Props.Create(() => new ForecastMeter(meters));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(Observed.FunctionCounted));
        Context.System.EventStream.Subscribe(Self, typeof(Observed.ForecastDrifted));
    }
}
