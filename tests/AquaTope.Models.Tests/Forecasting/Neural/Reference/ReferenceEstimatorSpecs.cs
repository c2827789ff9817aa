using AquaTope.Models.Forecasting.Neural.Reference;
using AquaTope.Models.Forecasting.Neural.Training;
using static AquaTope.Models.Tests.Forecasting.Neural.SmallModels;

namespace AquaTope.Models.Tests.Forecasting.Neural.Reference;

public sealed class ReferenceEstimatorSpecs
{
    [Fact]
    public void Both_stages_learn_a_sine_and_the_forecast_is_on_the_scale_of_demand()
    {
        var kept = new Kept();
        var sine = Sine(217);
        var known = sine with { LastWindow = sine.LastWindow.Previous, Demand = sine.Demand[..216] };

        using var model = new ReferenceEstimator(SmallReference(epochs: 12)).Learn(Set(known), seed: 1, kept);

        foreach (var stage in (string[])[ReferenceEstimator.EncoderDecoderStage, ReferenceEstimator.PredictionStage])
        {
            var losses = kept.Reports.Where(report => report.Stage == stage).Select(report => report.Loss).ToList();
            losses.Count.ShouldBe(12);
            losses[^1].ShouldBeLessThan(losses[0] / 2);
        }
        var forecast = model.Predict([known])[0];
        forecast.Mean.ShouldBe(sine.Demand.Span[^1], 8);
        forecast.Values()[1..].ShouldBeInOrder();
        forecast.Quantile(0.95).ShouldBeGreaterThan(forecast.Mean);
    }

    [Fact]
    public void The_same_seed_gives_the_same_model_and_another_seed_another()
    {
        using var once = new ReferenceEstimator(SmallReference(epochs: 1)).Learn(Set(Sine(120)), seed: 1);
        using var again = new ReferenceEstimator(SmallReference(epochs: 1)).Learn(Set(Sine(120)), seed: 1);
        using var other = new ReferenceEstimator(SmallReference(epochs: 1)).Learn(Set(Sine(120)), seed: 2);

        again.Version.ShouldBe(once.Version);
        again.Values(Sine(60)).ShouldBe(once.Values(Sine(60)));
        other.Version.ShouldNotBe(once.Version);
    }

    [Fact]
    public void A_forecast_depends_neither_on_its_batch_nor_on_how_long_the_history_is()
    {
        using var model = new ReferenceEstimator(SmallReference(epochs: 1)).Learn(Set(Sine(120)), seed: 1);
        var batch = Enumerable.Range(1, 70).Select(windows => Sine(windows, name: $"f{windows}")).ToArray();

        var together = model.Values(batch);

        for (var i = 0; i < batch.Length; i += 23)
            model.Values(batch[i])[0].ShouldBe(together[i], 1e-4);
    }

    [Fact]
    public void Series_that_are_too_short_to_learn_from_are_refused() =>
        Should.Throw<TrainingDataException>(
                () => new ReferenceEstimator(SmallReference(1)).Learn(Set(Sine(15)), seed: 1))
            .Message.ShouldContain("16 windows");
}
