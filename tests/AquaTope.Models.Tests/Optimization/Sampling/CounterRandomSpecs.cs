using System.Globalization;
using System.Text.Json;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Testing;

namespace AquaTope.Models.Tests.Optimization.Sampling;

public sealed class CounterRandomSpecs
{
    [SkippableFact]
    public void Draws_agree_with_the_reference_values()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("vectors/problems.json")));

        foreach (var entry in vectors.RootElement.GetProperty("U").EnumerateObject())
        {
            var (stream, row, column) = Counters(entry.Name);
            new CounterRandom(stream).Uniform(row, column).ShouldBe(entry.Value.GetDouble());
        }
        foreach (var entry in vectors.RootElement.GetProperty("N").EnumerateObject())
        {
            var (stream, row, column) = Counters(entry.Name);
            new CounterRandom(stream).Normal(row, column).ShouldBe(entry.Value.GetDouble(), 1e-12);
        }
        foreach (var entry in vectors.RootElement.GetProperty("mix").EnumerateObject())
        {
            var bits = ulong.Parse(entry.Name, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            SplitMix64.Mix(bits).ShouldBe(ulong.Parse(entry.Value.GetString()!, CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void A_draw_depends_on_every_counter_and_on_nothing_else()
    {
        var draw = new CounterRandom(1).Uniform(2, 3);

        new CounterRandom(1).Uniform(2, 3).ShouldBe(draw);
        new CounterRandom(2).Uniform(2, 3).ShouldNotBe(draw);
        new CounterRandom(1).Uniform(3, 3).ShouldNotBe(draw);
        new CounterRandom(1).Uniform(2, 4).ShouldNotBe(draw);
    }

    [Fact]
    public void Normal_draws_have_mean_zero_and_variance_one()
    {
        var chance = new CounterRandom(7);
        var draws = Enumerable.Range(0, 20_000).Select(i => chance.Normal((ulong)i, 0)).ToList();

        draws.Average().ShouldBe(0, 0.03);
        draws.Average(x => x * x).ShouldBe(1, 0.04);
    }

    private static (ulong Stream, ulong Row, ulong Column) Counters(string text)
    {
        var parts = text.Split(',').Select(part => ulong.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return (parts[0], parts[1], parts[2]);
    }
}
