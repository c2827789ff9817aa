using System.Globalization;
using System.Text.Json;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Testing;

namespace AquaTope.Models.Tests.Optimization.Sampling;

public sealed class SobolSequenceSpecs
{
    [SkippableFact]
    public void Points_agree_with_two_other_implementations()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("vectors/sobol.json")));

        foreach (var entry in vectors.RootElement.GetProperty("points").EnumerateObject())
        {
            var sequence = new SobolSequence(int.Parse(entry.Name, CultureInfo.InvariantCulture));
            var position = 0u;
            foreach (var expected in entry.Value.EnumerateArray())
                sequence.Point(position++).ShouldBe(expected.EnumerateArray().Select(value => value.GetDouble()));
            position.ShouldBe(17u);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(5UL)]
    public void Every_dimension_visits_each_of_256_equal_intervals_once(ulong? shift)
    {
        var sequence = new SobolSequence(SobolSequence.MaximumDimensions, shift);
        var points = Enumerable.Range(0, 256).Select(i => sequence.Point((uint)i)).ToList();

        for (var dimension = 0; dimension < sequence.Dimensions; dimension++)
            points.Select(point => (int)(point[dimension] * 256)).Distinct().Count().ShouldBe(256);
    }

    [Fact]
    public void Neighbouring_dimensions_are_even_in_the_plane_too()
    {
        var sequence = new SobolSequence(2);
        var cells = Enumerable.Range(0, 256)
            .Select(i => sequence.Point((uint)i))
            .GroupBy(point => ((int)(point[0] * 16), (int)(point[1] * 16)));

        cells.Select(cell => cell.Count()).ShouldAllBe(count => count == 1);
        cells.Count().ShouldBe(256);
    }

    [Fact]
    public void A_shift_is_repeated_by_its_seed()
    {
        new SobolSequence(4, 3).Point(9).ShouldBe(new SobolSequence(4, 3).Point(9));
        new SobolSequence(4, 4).Point(9).ShouldNotBe(new SobolSequence(4, 3).Point(9));
    }

    [Fact]
    public void There_are_direction_numbers_for_at_least_forty_dimensions()
    {
        SobolSequence.MaximumDimensions.ShouldBeGreaterThanOrEqualTo(40);
        Should.Throw<ArgumentOutOfRangeException>(() => new SobolSequence(SobolSequence.MaximumDimensions + 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new SobolSequence(0));
    }
}
