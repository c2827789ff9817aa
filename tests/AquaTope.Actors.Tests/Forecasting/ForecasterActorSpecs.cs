using Akka.Actor;
using AquaTope.Actors.Forecasting;
using AquaTope.Models.Forecasting;
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

    private IActorRef Start(ForecasterOptions options) => Sys.ActorOf(ForecasterActor.Props(_model, options, Time));

    private static RequestForecast Request(int window) => new(new DemandHistory(Resize, new WindowIndex(window), new[] { 1 }));

    private sealed class RecordingForecaster : IForecaster
    {
        public string Name => "recording";

        public List<int> BatchSizes { get; } = [];

        public bool Fails { get; set; }

        public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch)
        {
            if (Fails) throw new InvalidDataException("weights are damaged");
            BatchSizes.Add(batch.Count);
            return [.. batch.Select(_ => Forecast.Certain(1))];
        }
    }
}
