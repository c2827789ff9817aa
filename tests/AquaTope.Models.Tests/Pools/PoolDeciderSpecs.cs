using AquaTope.Models.Identity;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Tests.Pools;

public sealed class PoolDeciderSpecs
{
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");
    private static readonly PoolOptions Options = new() { PlatformKeepAlive = 2, IdleAfter = 5, MostContainers = 4 };
    private static readonly IPrewarmPolicy Policy =
        new ForecastPolicy("aquatope", 0.9, KeepAlivePolicy.OfMinutes(3, WindowLength.OneMinute));

    private readonly PoolFollower _follower = new(Policy, Options.Retention);

    private PoolState _state = PoolState.New(Resize, Options);

    [Fact]
    public void A_function_that_was_never_used_gets_no_forecast_and_no_containers()
    {
        var effects = When(Close(10));

        effects.ShouldBe([new PoolEffect.WindowDecided(new WindowIndex(10))]);
        _state.Target.ShouldBe(0);
    }

    [Fact]
    public void Closing_a_window_asks_for_a_forecast_of_the_next()
    {
        var request = When(Close(10, demand: 2)).OfType<PoolEffect.RequestForecast>().Single();

        request.History.LastWindow.ShouldBe(new WindowIndex(10));
        request.History.Demand.ToArray().ShouldBe([2]);
    }

    [Fact]
    public void Containers_still_warm_from_use_are_not_wished_for_again()
    {
        When(Close(10, demand: 2));
        When(Forecast(10, 3));

        _state.Target.ShouldBe(1);
    }

    [Fact]
    public void What_the_platform_has_let_go_is_wished_for()
    {
        When(Close(10, demand: 2));
        When(Forecast(10, 0));
        When(Close(12));
        var submitted = When(Forecast(12, 3)).OfType<PoolEffect.SubmitTarget>().Single();

        submitted.Containers.ShouldBe(3);
        submitted.Id.ShouldBe(new ChangeId("pool:guest/resize:12"));
    }

    [Fact]
    public void An_unchanged_target_is_not_submitted_again()
    {
        When(Close(10, demand: 2));
        When(Forecast(10, 3));
        When(Close(11, demand: 2));
        var effects = When(Forecast(11, 3));

        effects.ShouldBe([new PoolEffect.WindowDecided(new WindowIndex(11))]);
    }

    [Fact]
    public void A_target_never_exceeds_the_most_a_function_may_have()
    {
        When(Close(10, demand: 1));
        var wish = When(Forecast(10, 1000)).OfType<PoolEffect.SubmitTarget>().Single();

        _state.Target.ShouldBe(4);
        wish.Together.ShouldBe(4);
    }

    [Fact]
    public void Without_a_forecast_the_keep_alive_decides()
    {
        When(Close(10, demand: 3));
        When(Forecast(10, 0));
        When(Close(12));
        When(new PoolCommand.ForecastDeclined(new WindowIndex(12), "busy"));

        _state.Target.ShouldBe(3);
    }

    [Fact]
    public void A_forecast_that_comes_twice_is_decided_once()
    {
        When(Close(10, demand: 2));
        When(Forecast(10, 3));

        When(Forecast(10, 4)).ShouldBeEmpty();
        _state.Target.ShouldBe(1);
    }

    [Fact]
    public void A_forecast_for_a_window_long_past_changes_nothing()
    {
        When(Close(10, demand: 2));
        When(Close(11, demand: 2));

        When(Forecast(10, 4)).ShouldBeEmpty();
    }

    [Fact]
    public void A_repeated_tick_changes_nothing()
    {
        When(Close(10, demand: 2));
        When(Forecast(10, 3));
        var before = _state;

        When(Close(10)).ShouldBe([new PoolEffect.WindowDecided(new WindowIndex(10))]);
        When(Close(9)).ShouldBeEmpty();
        _state.ShouldBe(before);
    }

    [Fact]
    public void A_function_idle_for_long_gives_its_containers_back()
    {
        When(Close(10, demand: 1));
        When(Forecast(10, 3));
        When(Close(15));

        _state.Target.ShouldBe(0);
    }

    [Fact]
    public void After_a_restart_the_present_target_is_wished_again_under_the_same_name()
    {
        When(Close(10, demand: 2));
        var submitted = When(Forecast(10, 3)).OfType<PoolEffect.SubmitTarget>().Single();

        PoolDecider.Unfinished(_state).ShouldBe([submitted]);
    }

    private static PoolCommand.CloseWindow Close(long window, int demand = 0) => new(
        new WindowIndex(window),
        demand == 0 ? [] : [new ClosedWindow(new WindowIndex(window), demand, 0, demand, [])]);

    private static PoolCommand.ForecastArrived Forecast(long window, double demand) =>
        new(new WindowIndex(window), AquaTope.Models.Forecasting.Forecast.Certain(demand));

    private IReadOnlyList<PoolEffect> When(PoolCommand command)
    {
        var decision = PoolDecider.Decide(_state, command, _follower, Options);
        _state = decision.Events.Aggregate(_state, (state, fact) => state.Apply(fact));
        return decision.Effects;
    }
}
