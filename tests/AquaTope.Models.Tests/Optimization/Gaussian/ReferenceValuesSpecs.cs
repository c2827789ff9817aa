using System.Text.Json;
using AquaTope.Models.Optimization.Gaussian;

namespace AquaTope.Models.Tests.Optimization.Gaussian;

public sealed class ReferenceValuesSpecs
{
    [SkippableTheory]
    [InlineData("matern52", KernelShape.Matern52)]
    [InlineData("rbf", KernelShape.SquaredExponential)]
    public void The_posterior_at_fixed_hyperparameters_agrees(string name, KernelShape shape)
    {
        var vector = Vector.Require("gp_fixed");
        var expected = vector.GetProperty("results").GetProperty(name);
        var tolerance = vector.Number("tol");
        var points = vector.Rows("Xstar");
        var process = GaussianProcess.Condition(
            shape, vector.Hyperparameters(), vector.Rows("X"), vector.Numbers("y"));

        var joint = process.Predict(points);
        joint.Mean.ShouldAgree(expected.Numbers("mean"), tolerance);
        joint.Covariance.Cast<double>().ShouldAgree(expected.Rows("cov").SelectMany(row => row), tolerance);
        foreach (var (point, variance) in points.Zip(expected.Numbers("var")))
            process.Predict(point).Variance.ShouldBe(variance, tolerance);
    }

    [SkippableTheory]
    [InlineData("matern52", KernelShape.Matern52)]
    [InlineData("rbf", KernelShape.SquaredExponential)]
    public void The_marginal_likelihood_and_its_gradient_agree(string name, KernelShape shape)
    {
        var vector = Vector.Require("gp_fixed");
        var expected = vector.GetProperty("results").GetProperty(name);
        var tolerance = vector.Number("tol");
        var gradient = new double[6];

        new MarginalLikelihood(shape, vector.Rows("X"), vector.Numbers("y"))
            .Evaluate(vector.Hyperparameters(), gradient)
            .ShouldBe(expected.Number("log_marginal_likelihood"), tolerance);
        gradient.ShouldAgree(
            [
                .. expected.Numbers("grad_wrt_log_lengthscale"), expected.Number("grad_wrt_log_outputscale"),
                expected.Number("grad_wrt_log_noise"), expected.Number("grad_wrt_mean")
            ],
            tolerance);
    }

    [SkippableFact]
    public void Prior_densities_agree()
    {
        var vector = Vector.Require("priors");
        var densities = vector.GetProperty("logprob").EnumerateObject().ToList();
        Prior[] priors =
        [
            new Prior.Gamma(3, 6), new Prior.Gamma(2, 0.15), new Prior.Gamma(1.1, 0.05),
            HyperparameterPriors.DimensionScaled(3).LengthScale, HyperparameterPriors.DimensionScaled(3).Noise
        ];

        densities.Count.ShouldBe(priors.Length);
        foreach (var (prior, density) in priors.Zip(densities))
            vector.Numbers("values").Select(prior.LogDensity).ShouldAgree(
                density.Value.EnumerateArray().Select(value => value.GetDouble()), 1e-10);
    }

    [SkippableFact]
    public void The_posterior_mode_under_gamma_priors_is_at_least_as_good()
    {
        var vector = Vector.Require("map_fit_066");
        var (mode, objective) = Fit(
            vector, KernelShape.Matern52, HyperparameterPriors.Gammas, vector.Numbers("y"));

        objective.ShouldBeGreaterThan(vector.Number("mll_per_n_including_priors") - vector.Number("tol_mll"));
        Predictions(KernelShape.Matern52, vector, vector.Numbers("y"), mode).Select(prediction => prediction.Mean)
            .ShouldAgree(vector.Numbers("post_mean"), 0.02);
    }

    [SkippableFact]
    public void The_posterior_at_given_hyperparameters_agrees_on_the_same_data()
    {
        var vector = Vector.Require("map_fit_066");
        var initial = vector.GetProperty("initial_hyperparameters");
        var expected = vector.GetProperty("posterior_at_initial_hyperparameters");
        var hyperparameters = new Hyperparameters(
            initial.Numbers("lengthscale"), initial.Number("outputscale"), initial.Numbers("noise")[0],
            initial.Number("mean"));

        var predictions = Predictions(KernelShape.Matern52, vector, vector.Numbers("y"), hyperparameters);

        predictions.Select(prediction => prediction.Mean).ShouldAgree(expected.Numbers("mean"), 1e-8);
        predictions.Select(prediction => prediction.Variance).ShouldAgree(expected.Numbers("var"), 1e-8);
    }

    [SkippableFact]
    public void The_posterior_mode_under_dimension_scaled_priors_is_at_least_as_good()
    {
        var vector = Vector.Require("map_fit_0151");
        var (mean, deviation) = (vector.Number("y_mean"), vector.Number("y_std"));
        double[] standardised = [.. vector.Numbers("y").Select(value => (value - mean) / deviation)];
        var theirs = new Hyperparameters(
            vector.Numbers("lengthscale"), 1, vector.Number("noise_standardised"),
            vector.Number("mean_constant_standardised"));

        Fit(vector, KernelShape.SquaredExponential, HyperparameterPriors.DimensionScaled(6), standardised).Objective
            .ShouldBeGreaterThan(vector.Number("mll_per_n_including_priors") - vector.Number("tol_mll"));
        Predictions(KernelShape.SquaredExponential, vector, standardised, theirs)
            .Select(prediction => mean + deviation * prediction.Mean)
            .ShouldAgree(vector.Numbers("post_mean"), 1e-6);
    }

    private static (Hyperparameters Mode, double Objective) Fit(
        JsonElement vector, KernelShape shape, HyperparameterPriors priors, double[] values)
    {
        var points = vector.Rows("X");
        return new PosteriorMode(new MarginalLikelihood(shape, points, values), priors).Find(
        [
            new Hyperparameters([.. Enumerable.Repeat(0.5, 6)], 1, 0.01, 0),
            new Hyperparameters([.. Enumerable.Repeat(1.0, 6)], 1, 0.1, 0)
        ]);
    }

    private static List<Prediction> Predictions(
        KernelShape shape, JsonElement vector, double[] values, Hyperparameters hyperparameters)
    {
        var process = GaussianProcess.Condition(shape, hyperparameters, vector.Rows("X"), values);
        return [.. vector.Rows("Xtest").Select(point => process.Predict(point))];
    }
}
