using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Neural.Hybrid;
using AquaTope.Models.Forecasting.Neural.Training;
using AquaTope.Models.Quantities;
using static AquaTope.Models.Tests.Forecasting.Neural.SmallModels;

namespace AquaTope.Models.Tests.Forecasting.Neural.Hybrid;

public sealed class HybridEstimatorSpecs
{
    [Fact]
    public void The_loss_falls_and_the_forecast_follows_a_sine()
    {
        var kept = new Kept();
        var sine = Sine(481);
        var known = sine with { LastWindow = sine.LastWindow.Previous, Demand = sine.Demand[..480] };

        using var model = new HybridEstimator(SmallHybrid(epochs: 10)).Learn(Set(known), seed: 1, kept);

        kept.Reports[^1].Loss.ShouldBeLessThan(kept.Reports[0].Loss - 0.2);
        var forecast = model.Predict([known])[0];
        forecast.Mean.ShouldBe(sine.Demand.Span[^1], 5);
        forecast.Values()[1..].ShouldBeInOrder();
    }

    [Fact]
    public void Timers_are_expected_when_they_are_due()
    {
        using var model = new HybridEstimator(SmallHybrid(epochs: 8)).Learn(
            Set(Timer(400, 5, "a"), Timer(400, 7, "b"), Timer(400, 10, "c"), Timer(400, 15, "d")), seed: 1);

        var due = model.Predict([Timer(336, 6)])[0];
        var notDue = model.Predict([Timer(339, 6)])[0];

        due.Mean.ShouldBeGreaterThan(0.7);
        due.Quantile(0.95).ShouldBe(1);
        notDue.Mean.ShouldBeLessThan(0.2);
    }

    [Fact]
    public void A_new_function_has_a_forecast_after_its_first_window()
    {
        using var model = new HybridEstimator(SmallHybrid(epochs: 2)).Learn(Set(Sine(200), Timer(200, 5)), seed: 1);

        var (busy, idle) = (model.Predict([History(1, _ => 9)])[0], model.Predict([History(1, _ => 0)])[0]);

        busy.Mean.ShouldBeGreaterThan(idle.Mean);
        foreach (var forecast in (Forecast[])[busy, idle])
            forecast.Values().ShouldAllBe(value => double.IsFinite(value) && value >= 0);
    }

    [Fact]
    public void Demand_far_beyond_what_was_learned_still_has_a_forecast_of_its_size()
    {
        using var model = new HybridEstimator(SmallHybrid(epochs: 2)).Learn(Set(Sine(200)), seed: 1);

        var forecast = model.Predict([History(100, i => 50_000 + i % 7 * 1_000)])[0];

        forecast.Mean.ShouldBeInRange(5_000, 500_000);
        forecast.Values()[1..].ShouldBeInOrder();
    }

    [Fact]
    public void The_same_seed_gives_the_same_model_and_another_seed_another()
    {
        using var once = new HybridEstimator(SmallHybrid(epochs: 1)).Learn(Set(Sine(120)), seed: 1);
        using var again = new HybridEstimator(SmallHybrid(epochs: 1)).Learn(Set(Sine(120)), seed: 1);
        using var other = new HybridEstimator(SmallHybrid(epochs: 1)).Learn(Set(Sine(120)), seed: 2);

        again.Version.ShouldBe(once.Version);
        again.Values(Sine(60)).ShouldBe(once.Values(Sine(60)));
        other.Version.ShouldNotBe(once.Version);
    }

    [Fact]
    public void A_forecast_does_not_depend_on_its_batch()
    {
        using var model = new HybridEstimator(SmallHybrid(epochs: 1)).Learn(Set(Sine(120)), seed: 1);
        var batch = Enumerable.Range(1, 40).Select(windows => Sine(windows, name: $"f{windows}")).ToArray();

        var together = model.Values(batch);

        for (var i = 0; i < batch.Length; i += 13) model.Values(batch[i])[0].ShouldBe(together[i], 1e-3);
    }

    [Fact]
    public void A_cursor_and_the_whole_history_give_the_same_forecast()
    {
        using var model = new HybridEstimator(SmallHybrid(epochs: 2)).Learn(Set(Sine(120), Timer(120, 5)), seed: 1);
        var demand = Timer(90, 7).Demand.ToArray().Select((x, i) => x * (1 + i % 4)).ToArray();
        var cursor = ForecastCursors.Open(model, Demand.Function, new WindowIndex(0));

        for (var seen = 1; seen <= demand.Length; seen++)
        {
            cursor.Observe(demand[seen - 1]);
            var forecast = model.Predict([Demand.History(demand[..seen])])[0];
            cursor.Next().Mean.ShouldBe(forecast.Mean, 1e-4);
            cursor.Next().Quantile(0.95).ShouldBe(forecast.Quantile(0.95));
        }
    }

    [Fact]
    public void Only_seasons_that_the_data_went_through_twice_are_used()
    {
        static SeasonsKnown Seasons(int windows)
        {
            var hourly = Set(History(windows, i => i % 3)) with { Window = WindowLength.FromSeconds(3_600) };
            using var model = new HybridEstimator(SmallHybrid(epochs: 1)).Learn(hourly, seed: 1);
            return ((HybridSettings)model.Settings).Seasons;
        }

        Seasons(40).ShouldBe(SeasonsKnown.None);
        Seasons(48).ShouldBe(SeasonsKnown.Day);
        Seasons(2 * 7 * 24).ShouldBe(SeasonsKnown.Day | SeasonsKnown.Week);
    }

    [Fact]
    public void Nothing_to_learn_from_is_refused() =>
        Should.Throw<TrainingDataException>(() => new HybridEstimator(SmallHybrid(1)).Learn(Set(Sine(1)), seed: 1));
}
