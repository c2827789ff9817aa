using System.Text.Json;
using AquaTope.Models.Optimization.Acquisition;
using AquaTope.Models.Optimization.Gaussian;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Tests.Optimization.Gaussian;

namespace AquaTope.Models.Tests.Optimization.Acquisition;

public sealed class ReferenceValuesSpecs
{
    // The reference maximises; here everything is minimised, which flips the objective's values, mean and base samples.
    private const double Flip = -1;

    [SkippableFact]
    public void The_logarithm_of_the_improvement_agrees_far_into_the_tail()
    {
        var vector = Vector.Require("log_ei_helper");

        foreach (var (z, expected) in vector.Numbers("z").Zip(vector.Numbers("mpmath60")))
            NormalTail.LogImprovement(z, out _).ShouldBe(expected, 1e-8);
    }

    [SkippableFact]
    public void Expected_improvement_with_and_without_constraints_agrees()
    {
        var vector = Vector.Require("acquisition");
        var (objective, constraint) = (Objective(vector), Constraint(vector));
        var incumbent = Flip * vector.Number("best_f");
        var points = vector.Rows("Xstar");

        points.Select(point => ExpectedImprovement.Of(objective.Predict(point), incumbent))
            .ShouldAgree(vector.Numbers("EI"), 1e-10);
        points.Select(point => ExpectedImprovement.LogOf(objective.Predict(point), incumbent))
            .ShouldAgree(vector.Numbers("LogEI"), 1e-8);
        points.Select(point => ExpectedImprovement.LogOf(
                objective.Predict(point), incumbent, [constraint.Predict(point)]))
            .ShouldAgree(vector.Numbers("LogConstrainedEI"), 1e-8);
    }

    [SkippableFact]
    public void Noisy_expected_improvement_of_a_batch_agrees_under_the_same_base_samples()
    {
        var vector = Vector.Require("acquisition");
        var acquisition = Noisy(
            vector, vector.GetProperty("S").GetInt32(), FixedNormals(vector),
            (objective, constraints, normals) =>
                NoisyExpectedImprovement.OverFeasible(objective, constraints, normals, 0));
        var batch = vector.Rows("Xstar")[..3];

        acquisition.Choose(batch[0]);
        acquisition.Choose(batch[1]);

        acquisition.Evaluate(batch[2], []).ShouldBe(FirstNumber(vector, "qNEI_fixed_base"), 1e-8);
    }

    [SkippableFact]
    public void The_increments_of_the_logarithmic_form_add_up_to_the_batch_of_many_samples()
    {
        var vector = Vector.Require("acquisition");
        const int paths = 4096;
        var samples = new BaseSamples(paths, 3);
        var acquisition = Noisy(
            vector, paths, (point, output) => samples.Coordinate(2 * point + output),
            (objective, constraints, normals) => new LogNoisyExpectedImprovement(objective, constraints, normals, 0));

        var sum = 0.0;
        foreach (var point in vector.Rows("Xstar")[..3])
        {
            sum += Math.Exp(acquisition.Evaluate(point, []));
            acquisition.Choose(point);
        }

        sum.ShouldBe(vector.Number("qNEI_hard_numpy_big"), 0.03 * vector.Number("qNEI_hard_numpy_big"));
    }

    [SkippableTheory]
    [InlineData(0, "1.5", 1.5)]
    [InlineData(0, "10.0", 10)]
    [InlineData(-3, "10.0", 10)]
    public void Improvement_of_a_penalised_objective_agrees(double shift, string infeasibleCost, double cost)
    {
        var vector = Vector.Require("acquisition");
        var reference = Vector.Require("reference_qnei");
        var expected = (shift == 0 ? reference : reference.GetProperty("negative_objective_case"))
            .GetProperty("by_infeasible_cost").GetProperty(infeasibleCost).Number("numpy");
        var acquisition = Noisy(
            vector, vector.GetProperty("S").GetInt32(), FixedNormals(vector),
            (objective, constraints, normals) =>
                NoisyExpectedImprovement.Penalized(objective, constraints, normals, cost),
            shift);
        var batch = vector.Rows("Xstar")[..3];

        acquisition.Choose(batch[0]);
        acquisition.Choose(batch[1]);

        acquisition.Evaluate(batch[2], []).ShouldBe(expected, 1e-9);
    }

    private static Func<int, int, double[]> FixedNormals(JsonElement vector)
    {
        var chance = new CounterRandom(4242);
        var paths = vector.GetProperty("S").GetInt32();
        return (point, output) =>
        [
            .. Enumerable.Range(0, paths).Select(s =>
                (output == 0 ? Flip : 1) * chance.Normal((ulong)s, (ulong)(2 * point + output)))
        ];
    }

    private static IAcquisition Noisy(
        JsonElement vector, int paths, Func<int, int, double[]> normals,
        Func<SamplePaths, SamplePaths[], Func<int, int, double[]>, IAcquisition> create, double shift = 0)
    {
        var points = vector.Rows("X");
        var (objective, constraint) =
            (Flipped(vector.GetProperty("obj_hyper"), shift), ConstraintHyperparameters(vector));
        return create(
            SamplePaths.Draw(
                KernelShape.Matern52, objective, points,
                [.. vector.Numbers("y_obj").Select(value => Flip * (value + shift))], [], paths,
                Samples(output: 0)),
            [
                SamplePaths.Draw(
                    KernelShape.Matern52, constraint, points, vector.Numbers("y_con"), [], paths, Samples(output: 1))
            ],
            normals);

        Func<int, int, double> Samples(int output)
        {
            var byPoint = Enumerable.Range(0, points.Length).Select(point => normals(point, output)).ToList();
            return (path, point) => byPoint[point][path];
        }
    }

    private static GaussianProcess Objective(JsonElement vector) => GaussianProcess.Condition(
        KernelShape.Matern52, Flipped(vector.GetProperty("obj_hyper"), 0), vector.Rows("X"),
        [.. vector.Numbers("y_obj").Select(value => Flip * value)]);

    private static GaussianProcess Constraint(JsonElement vector) => GaussianProcess.Condition(
        KernelShape.Matern52, ConstraintHyperparameters(vector), vector.Rows("X"), vector.Numbers("y_con"));

    private static Hyperparameters ConstraintHyperparameters(JsonElement vector) =>
        vector.GetProperty("con_hyper").Hyperparameters();

    private static Hyperparameters Flipped(JsonElement element, double shift)
    {
        var hyperparameters = element.Hyperparameters();
        return hyperparameters with { Mean = Flip * (hyperparameters.Mean + shift) };
    }

    private static double FirstNumber(JsonElement vector, string name) => vector.GetProperty(name)[0].GetDouble();
}
