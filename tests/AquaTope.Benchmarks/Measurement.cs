using System.Globalization;

namespace AquaTope.Benchmarks;

/// <summary>One figure beside the figure of a baseline that was run in the same process.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">Our figure.</param>
/// <param name="Unit">Its unit and the baseline's.</param>
/// <param name="Baseline">The baseline's figure.</param>
public sealed record Measurement(string Name, double Value, string Unit, double Baseline)
{
    /// <summary>Ours over the baseline's.</summary>
    public double Ratio => Value / Baseline;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: {Legible(Value)} {Unit}; baseline {Legible(Baseline)}; ratio {Ratio:0.00}");

    private static string Legible(double value) =>
        value.ToString(value < 100 ? "0.0" : "N0", CultureInfo.InvariantCulture);
}

/// <summary>Everything one call of the benchmarks reports.</summary>
public sealed record SuiteReport(string Suite, int Seed, IReadOnlyList<Measurement> Results);
