using System.Text.Json;
using AquaTope.Models.Optimization.Problems;
using AquaTope.Testing;

namespace AquaTope.Models.Tests.Optimization.Problems;

public sealed class ProblemVectorSpecs
{
    private const double Tolerance = 1e-12;

    public static TheoryData<string> Names => [.. ProblemCatalog.Names];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Points_truth_and_noise_agree_with_the_reference_values(string name)
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("vectors/problems.json")));
        var expected = vectors.RootElement.GetProperty("problems").GetProperty(name);
        var problem = ProblemCatalog.Get(name);
        var seed = expected.GetProperty("seed").GetUInt64();

        problem.Dimensions.ShouldBe(expected.GetProperty("d").GetInt32());
        problem.Constraints.ShouldBe(expected.GetProperty("m").GetInt32());
        foreach (var row in expected.GetProperty("rows").EnumerateArray())
        {
            var trial = row.GetProperty("trial").GetInt32();
            var point = problem.InitialPoint(seed, trial);
            Agree(point, row.GetProperty("x"));
            var truth = problem.Truth(point).ShouldBeOfType<Evaluation.Measured>();
            truth.Objective.ShouldBe(row.GetProperty("f_true").GetDouble(), Tolerance);
            Agree(truth.Constraints, row.GetProperty("c_true"));
            var noisy = problem.Observe(point, seed, trial).ShouldBeOfType<Evaluation.Measured>();
            noisy.Objective.ShouldBe(row.GetProperty("f_noisy").GetDouble(), Tolerance);
            Agree(noisy.Constraints, row.GetProperty("c_noisy"));
        }
    }

    private static void Agree(IReadOnlyList<double> values, JsonElement expected)
    {
        var numbers = expected.EnumerateArray().Select(value => value.GetDouble()).ToArray();
        values.Count.ShouldBe(numbers.Length);
        foreach (var (value, number) in values.Zip(numbers)) value.ShouldBe(number, Tolerance);
    }
}
