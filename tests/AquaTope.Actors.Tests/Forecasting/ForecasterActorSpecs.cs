using Akka.Actor;
using AquaTope.Actors.Forecasting;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Serving;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Testing;
using static AquaTope.Actors.Forecasting.ForecasterProtocol;

namespace AquaTope.Actors.Tests.Forecasting;

public sealed class ForecasterActorSpecs : ActorSpec
{
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");

    private readonly RecordingForecaster _model = new();

    [Fact]
    public void Requests_that_come_together_are_inferred_together()
    {
        var forecaster = Start(new ForecasterOptions { BatchSize = 3, BatchDelay = TimeSpan.FromHours(1) });

        for (var window = 1; window <= 3; window++) forecaster.Tell(Request(window), TestActor);

        ReceiveN(3).Cast<ForecastReady>().Select(ready => ready.Window.Value).ShouldBe([1L, 2, 3]);
        _model.BatchSizes.ShouldBe([3]);
    }

    [Fact]
    public void A_batch_that_does_not_fill_closes_when_its_delay_is_over()
    {
        var forecaster = Start(new ForecasterOptions { BatchSize = 100, BatchDelay = TimeSpan.FromSeconds(1) });
        forecaster.Tell(Request(1), TestActor);
        forecaster.Tell(new Identify(1), TestActor);
        ExpectMsg<ActorIdentity>();

        Time.Advance(TimeSpan.FromSeconds(1));

        ExpectMsg<ForecastReady>();
    }

    [Fact]
    public void Without_a_delay_a_lone_request_is_answered_at_once()
    {
        Start(new ForecasterOptions { BatchDelay = TimeSpan.Zero }).Tell(Request(1), TestActor);

        ExpectMsg<ForecastReady>();
    }

    [Fact]
    public void Beyond_its_capacity_the_forecaster_declines()
    {
        var forecaster = Start(new ForecasterOptions { Capacity = 1, BatchDelay = TimeSpan.FromHours(1) });

        forecaster.Tell(Request(1), TestActor);
        forecaster.Tell(Request(2), TestActor);

        ExpectMsg<ForecastDeclined>().Window.ShouldBe(new WindowIndex(2));
    }

    [Fact]
    public void A_crash_of_the_worker_declines_its_batch_and_serves_the_next()
    {
        var forecaster = Start(new ForecasterOptions { BatchDelay = TimeSpan.Zero });
        _model.Fails = true;
        forecaster.Tell(Request(1), TestActor);
        ExpectMsg<ForecastDeclined>().Reason.ShouldBe("weights are damaged");

        _model.Fails = false;
        forecaster.Tell(Request(2), TestActor);

        ExpectMsg<ForecastReady>().Window.ShouldBe(new WindowIndex(2));
    }

    [Fact]
    public void Another_model_takes_over_between_two_batches_and_no_request_is_lost()
    {
        using var gate = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        _model.OnPredict = () =>
        {
            begun.Set();
            gate.Wait();
        };
        var next = new Model("next");
        var last = new Model("last");
        var forecaster = Start(new ForecasterOptions { BatchDelay = TimeSpan.Zero });
        forecaster.Tell(Request(1), TestActor);
        begun.Wait();
        forecaster.Tell(Request(2), TestActor);
        forecaster.Tell(Use(next), TestActor);
        gate.Set();

        ExpectMsg<ForecastReady>().By.ShouldBe("recording");
        ExpectMsg<ForecastReady>().By.ShouldBe("next");

        forecaster.Tell(Use(last), TestActor);
        forecaster.Tell(Request(3), TestActor);
        ExpectMsg<ForecastReady>().By.ShouldBe("last");
        next.IsDisposed.ShouldBeTrue();

        forecaster.Tell(new UseModel(null), TestActor);
        forecaster.Tell(Request(4), TestActor);
        ExpectMsg<ForecastReady>().By.ShouldBe("recording");
    }

    [Fact]
    public void Where_nothing_forecasts_requests_are_declined_until_a_model_comes()
    {
        var forecaster = Sys.ActorOf(ForecasterActor.Props(
            null, new ForecasterOptions { BatchDelay = TimeSpan.FromHours(1), BatchSize = 2 }, Time));

        forecaster.Tell(Request(1), TestActor);
        ExpectMsg<ForecastDeclined>().Window.ShouldBe(new WindowIndex(1));

        forecaster.Tell(Use(new Model("next")), TestActor);
        forecaster.Tell(Request(2), TestActor);
        forecaster.Tell(new UseModel(null), TestActor);
        ExpectMsg<ForecastDeclined>().Window.ShouldBe(new WindowIndex(2));
    }

    private static UseModel Use(Model model) =>
        new(new ModelReading.Found(model.Name, WindowLength.OneMinute, model));

    private IActorRef Start(ForecasterOptions options) => Sys.ActorOf(ForecasterActor.Props(_model, options, Time));

    private static RequestForecast Request(int window) =>
        new(new DemandHistory(Resize, new WindowIndex(window), new[] { 1 }));

    private sealed class Model(string name) : IForecaster, IDisposable
    {
        private volatile bool _isDisposed;

        public string Name => name;

        public bool IsDisposed => _isDisposed;

        public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch) => _isDisposed
            ? throw new ObjectDisposedException(name)
            : [.. batch.Select(_ => Forecast.Certain(1))];

        public void Dispose() => _isDisposed = true;
    }

    private sealed class RecordingForecaster : IForecaster
    {
        public string Name => "recording";

        public List<int> BatchSizes { get; } = [];

        public bool Fails { get; set; }

        public Action OnPredict { get; set; } = () => { };

        public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch)
        {
            if (Fails) throw new InvalidDataException("weights are damaged");
            OnPredict();
            BatchSizes.Add(batch.Count);
            return [.. batch.Select(_ => Forecast.Certain(1))];
        }
    }
}
