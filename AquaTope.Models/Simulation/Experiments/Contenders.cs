using System.Globalization;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>All contenders by name.</summary>
public static class Contenders
{
    /// <summary>The name of the contender that forecasts as the original system did.</summary>
    public const string ReferenceName = "reference";

    /// <summary>Every name, in the order in which reports list them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. PrewarmPolicies.Names, Contender.OracleName];

    /// <summary>The contender of that name for windows of that length.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="window">The length of a window.</param>
    /// <param name="headroom">The headroom of <see cref="AquaTopePolicy"/>.</param>
    /// <param name="forecaster">Whose forecasts <see cref="AquaTopePolicy"/> hears, where there is one.</param>
    /// <exception cref="ArgumentException">There is none; <see cref="Names"/> lists those there are.</exception>
    public static Contender Create(
        string name, WindowLength window, double headroom = AquaTopePolicy.DefaultHeadroom,
        FleetForecaster? forecaster = null)
    {
        if (name == Contender.OracleName) return Contender.Oracle;
        return PrewarmPolicies.TryCreate(name, window, out var policy, headroom)
            ? Contender.Of(policy, forecaster: policy is AquaTopePolicy ? forecaster : null)
            : throw new ArgumentException($"'{name}' is unknown; known are {string.Join(", ", Names)}.", nameof(name));
    }

    /// <summary>
    /// What the original system's scheduler does: it has ready what its forecaster expects, without regard to how sure
    /// it is. Until there is a forecast it keeps containers for ten minutes, as the platform does by itself.
    /// </summary>
    /// <param name="forecaster">The original's model, or another in its place.</param>
    /// <param name="window">The length of a window.</param>
    public static Contender Reference(FleetForecaster forecaster, WindowLength window) => Contender.Of(
        new MeanForecastPolicy(ReferenceName, KeepAlivePolicy.OfMinutes(10, window)), forecaster: forecaster);

    /// <summary><see cref="AquaTopePolicy"/> at each of those headrooms, named by them.</summary>
    /// <param name="window">The length of a window.</param>
    /// <param name="headrooms">The headrooms.</param>
    /// <param name="forecaster">Whose forecasts they hear, where there is one.</param>
    public static IReadOnlyList<Contender> Sweep(
        WindowLength window, IReadOnlyList<double> headrooms, FleetForecaster? forecaster = null) =>
    [
        .. headrooms.Select(headroom => Contender.Of(
            new AquaTopePolicy(window, headroom),
            string.Create(CultureInfo.InvariantCulture, $"{AquaTopePolicy.DefaultName}@{headroom}"),
            forecaster))
    ];
}
