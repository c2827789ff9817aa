using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Configuration;

/// <summary>Section <c>Pool</c>: how many containers are kept ready.</summary>
public sealed record PoolSection
{
    private const string NoForecaster = "none";
    private const string ModelForecaster = "model";

    private static readonly IReadOnlyList<string> Forecasters =
        [NoForecaster, ModelForecaster, .. BaselineForecasters.Names];

    /// <summary>The name of the policy that decides how many containers should be ready.</summary>
    public string Policy { get; init; } = AquaTopePolicy.DefaultName;

    /// <summary>
    /// Who forecasts while no model was switched to: <c>none</c>, <c>model</c>, or a forecaster's name.
    /// </summary>
    public string Forecaster { get; init; } = NoForecaster;

    /// <summary>The folder of the model, where the forecaster is <c>model</c>.</summary>
    public string? Model { get; init; }

    /// <summary>Mean number of a function's forecasts between two false alarms about them, at least.</summary>
    public double WindowsBetweenFalseAlarms { get; init; } = 100_000;

    /// <summary>
    /// The probability that the next window's demand finds its containers ready: the risk the operator accepts.
    /// </summary>
    public double Headroom { get; init; } = 0.95;

    /// <summary>Minutes for which the platform keeps a used container by itself.</summary>
    public int PlatformKeepAliveMinutes { get; init; } = 10;

    /// <summary>No function is given more containers than this.</summary>
    public int MostContainers { get; init; } = 64;

    /// <summary>What forecasts until a model is switched to; nothing where only a model does, or nobody.</summary>
    public IForecaster? ToForecaster(WindowLength window) => Forecaster is NoForecaster or ModelForecaster
        ? null
        : BaselineForecasters.TryCreate(Forecaster, window, out var forecaster)
            ? forecaster
            : throw new InvalidOperationException($"No forecaster is called {Forecaster}.");

    public IEnumerable<string> Problems()
    {
        if (!PrewarmPolicies.Names.Contains(Policy))
            yield return $"Pool:Policy is {Policy}; known are {string.Join(", ", PrewarmPolicies.Names)}.";
        if (!Forecasters.Contains(Forecaster))
            yield return $"Pool:Forecaster is {Forecaster}; known are {string.Join(", ", Forecasters)}.";
        if (Forecaster == ModelForecaster && string.IsNullOrWhiteSpace(Model))
            yield return "Pool:Model is empty; it must name the model's folder, as Pool:Forecaster is model.";
        if (Forecaster != ModelForecaster && Model is not null)
            yield return
                $"Pool:Model is {Model}, but Pool:Forecaster is {Forecaster}; it must be model, "
                + "or Pool:Model left out.";
        if (!(WindowsBetweenFalseAlarms > 1))
            yield return $"Pool:WindowsBetweenFalseAlarms is {WindowsBetweenFalseAlarms}; it must be above 1.";
        if (!(Headroom > 0 && Headroom < 1)) yield return $"Pool:Headroom is {Headroom}; it must lie in (0, 1).";
        if (PlatformKeepAliveMinutes is < 1 or > 1440)
            yield return $"Pool:PlatformKeepAliveMinutes is {PlatformKeepAliveMinutes}; "
                + "it must lie between 1 and 1440.";
        if (MostContainers is < 1 or > 10_000)
            yield return $"Pool:MostContainers is {MostContainers}; it must lie between 1 and 10000.";
    }

    /// <summary>The decider's options for windows of that length.</summary>
    public PoolOptions ToOptions(WindowLength window) => new()
    {
        Retention = Math.Max(1, 2 * 86_400 / window.Seconds),
        IdleAfter = Math.Max(1, 86_400 / window.Seconds),
        PlatformKeepAlive = Math.Max(1, PlatformKeepAliveMinutes * 60 / window.Seconds),
        MostContainers = MostContainers
    };
}
