using System.Numerics;
using AquaTope.Models.Optimization.Acquisition;

namespace AquaTope.Models.Tests.Optimization.Acquisition;

public sealed class NormalTailsSpecs
{
    [Fact]
    public void Several_numbers_at_once_are_told_what_each_would_be_told_alone()
    {
        for (var z = -60.0; z < 12; z += 0.0371)
        {
            var numbers = new Vector<double>(z);

            NormalTails.LogProbability(numbers, out var slopes)[0]
                .ShouldBe(NormalTail.LogProbability(z, out var slope), 1e-11 * (1 + z * z));
            slopes[0].ShouldBe(slope, 1e-11 * Math.Max(slope, 1e-12));
            NormalTails.LogImprovement(numbers, out slopes)[0]
                .ShouldBe(NormalTail.LogImprovement(z, out slope), 1e-9 * (1 + z * z));
            slopes[0].ShouldBe(slope, 1e-8 * slope);
        }
    }

    [Fact]
    public void Each_number_is_told_its_own()
    {
        double[] numbers = [.. Enumerable.Range(0, Vector<double>.Count).Select(i => 3.0 - 11 * i)];

        var logs = NormalTails.LogImprovement(new Vector<double>(numbers), out _);

        for (var i = 0; i < numbers.Length; i++)
            logs[i].ShouldBe(NormalTail.LogImprovement(numbers[i], out _), 1e-9 * (1 + numbers[i] * numbers[i]));
    }
}
