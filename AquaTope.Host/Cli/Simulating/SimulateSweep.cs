namespace AquaTope.Host.Cli.Simulating;

/// <summary>The headrooms of <c>simulate --sweep</c>.</summary>
internal static class SimulateSweep
{
    /// <summary>From next to nothing held ready to all that was ever needed, closer where it matters.</summary>
    public static IReadOnlyList<double> Headrooms { get; } =
        [0.1, 0.3, 0.5, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999, 1];
}
