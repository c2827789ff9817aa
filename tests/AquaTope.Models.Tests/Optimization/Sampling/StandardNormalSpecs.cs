using System.Text.Json;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Testing;

namespace AquaTope.Models.Tests.Optimization.Sampling;

public sealed class StandardNormalSpecs
{
    [SkippableFact]
    public void Quantiles_agree_with_the_reference_values()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("vectors/sobol.json")));
        var reference = vectors.RootElement.GetProperty("norm_ppf");
        var levels = reference.GetProperty("u").EnumerateArray().Select(value => value.GetDouble());
        var values = reference.GetProperty("z").EnumerateArray().Select(value => value.GetDouble());

        foreach (var (level, value) in levels.Zip(values)) StandardNormal.Quantile(level).ShouldBe(value, 1e-10);
    }

    // Values of the tables in Abramowitz and Stegun, chapter 26.
    [Theory]
    [InlineData(0.95, 4, 2.131847)]
    [InlineData(0.99, 4, 3.746947)]
    [InlineData(0.95, 10, 1.812461)]
    [InlineData(0.99, 30, 2.457262)]
    [InlineData(0.5, 7, 0)]
    public void Student_quantiles_are_within_half_a_percent_of_the_tables(double level, double freedom, double expected)
    {
        StandardNormal.StudentQuantile(level, freedom).ShouldBe(expected, 0.005 * Math.Max(expected, 1e-6));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_probability_at_or_beyond_the_ends_has_no_quantile(double probability)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => StandardNormal.Quantile(probability));
    }
}
