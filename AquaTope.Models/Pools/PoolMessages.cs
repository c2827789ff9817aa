using System.Globalization;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Pools;

/// <summary>What a function's pool is told.</summary>
public abstract record PoolCommand
{
    private PoolCommand()
    {
    }

    /// <summary>
    /// The windows up to <paramref name="Window"/> are over; <paramref name="Busy"/> lists those with invocations.
    /// </summary>
    public sealed record CloseWindow(WindowIndex Window, IReadOnlyList<ClosedWindow> Busy) : PoolCommand;

    /// <summary>
    /// A forecaster, whom <paramref name="By"/> names, answered for the window after <paramref name="Window"/>.
    /// </summary>
    public sealed record ForecastArrived(WindowIndex Window, Forecast Forecast, string By = "") : PoolCommand;

    /// <summary>No forecast is to be had for the window after <paramref name="Window"/>.</summary>
    public sealed record ForecastDeclined(WindowIndex Window, string Reason) : PoolCommand;

    /// <summary>
    /// Demand up to <paramref name="Window"/> exceeded the upper quantile of the forecasts that <paramref name="By"/>
    /// made far more often than it should; the mean error is in containers.
    /// </summary>
    public sealed record NoteForecastDrift(WindowIndex Window, string By, double MeanError) : PoolCommand;
}

/// <summary>
/// What happened to a function's pool. Only windows with demand, targets that changed and
/// alarms about forecasts are journaled.
/// </summary>
public abstract record PoolEvent
{
    private PoolEvent()
    {
    }

    public sealed record WindowClosed(ClosedWindow Closed) : PoolEvent;

    /// <summary>
    /// Every window up to this one is over; those not told by <see cref="WindowClosed"/> had no demand.
    /// </summary>
    public sealed record WindowsPassed(WindowIndex Window) : PoolEvent;

    /// <summary>The target after <paramref name="Window"/> differs from the one before.</summary>
    public sealed record TargetChosen(WindowIndex Window, int From, int Target, TargetReason Because) : PoolEvent
    {
        /// <summary>
        /// What it was decided from; <see langword="null"/> where that was not kept, as by early releases.
        /// </summary>
        public TargetInputs? Inputs { get; init; }
    }

    /// <summary>The target after <paramref name="Window"/> is the one before.</summary>
    public sealed record TargetKept(WindowIndex Window, int Target) : PoolEvent;

    /// <summary>Forecasts have got worse than they say themselves. It changes nothing but what is known.</summary>
    public sealed record ForecastsDrifted(WindowIndex Window, string By, double MeanError) : PoolEvent;
}

/// <summary>Why a target is what it is.</summary>
/// <param name="Policy">The policy that chose it.</param>
/// <param name="Forecast">The mean forecast, where there was one.</param>
/// <param name="Ready">Containers the policy wants ready.</param>
/// <param name="StillWarm">Of these, the ones the platform still keeps from use.</param>
public sealed record TargetReason(string Policy, double? Forecast, int Ready, int StillWarm)
{
    /// <summary>In the place of a policy where a function was idle for so long that none was asked.</summary>
    public const string Idle = "idle";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Policy} wants {Ready} ready, {StillWarm} are warm{(Forecast is null ? "" : ", forecast ")}{Forecast:0.###}");
}

/// <summary>What a function's pool wants done.</summary>
public abstract record PoolEffect
{
    private PoolEffect()
    {
    }

    /// <summary>Ask for the demand of the window after the last one of <paramref name="History"/>.</summary>
    public sealed record RequestForecast(DemandHistory History) : PoolEffect;

    /// <summary>Ask the gateway for the target: containers beyond the warm ones, and with them.</summary>
    public sealed record SubmitTarget(ChangeId Id, int Containers, int Together) : PoolEffect;

    /// <summary>Everything about the window is decided.</summary>
    public sealed record WindowDecided(WindowIndex Window) : PoolEffect;
}
