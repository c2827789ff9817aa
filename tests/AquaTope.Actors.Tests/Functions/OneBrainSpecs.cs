using Akka.Actor;
using Akka.TestKit;
using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Observation;
using AquaTope.Actors.Sharding;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Identity;
using AquaTope.Models.Pools;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Testing;

namespace AquaTope.Actors.Tests.Functions;

/// <summary>The actors around the decider add nothing to what it decides.</summary>
public sealed class OneBrainSpecs : ActorSpec
{
    private const int Minutes = 240;

    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");
    private static readonly IForecaster Forecaster = new MovingAverageForecaster(30);
    private static readonly FunctionSettings Settings = new(
        WindowLength.OneMinute, new PoolOptions { PlatformKeepAlive = 2, IdleAfter = 60 },
        new ForecastPolicy("aquatope", 0.9, KeepAlivePolicy.OfMinutes(10, WindowLength.OneMinute)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Actors_and_the_bare_decider_choose_the_same_targets_for_one_trace(int seed)
    {
        var trace = Trace(seed);

        var decided = Fold(trace);

        decided.Count.ShouldBeGreaterThan(10);
        Play(trace).ShouldBe(decided);
    }

    private List<PoolEvent.TargetChosen> Play(IReadOnlyList<IReadOnlyList<SequencedInvocation>> trace)
    {
        var chosen = Listen<Observed.TargetChosen>();
        var decided = Listen<Observed.FunctionDecided>();
        var forecaster = Sys.ActorOf(ForecasterActor.Props(
            Forecaster, new ForecasterOptions { BatchDelay = TimeSpan.Zero }, Time));
        var functions = Sys.ActorOf(ChildPerEntity.Props(
            entity => FunctionActor.Props(FunctionId.Parse(entity), Settings, forecaster, CreateTestProbe())));
        for (var window = 0; window < trace.Count; window++)
        {
            functions.Tell(new FunctionProtocol.RecordInvocations(Resize, trace[window]));
            functions.Tell(new FunctionProtocol.CloseWindow(Resize, new WindowIndex(window)));
            decided.ExpectMsg(new Observed.FunctionDecided(Resize, new WindowIndex(window)));
        }
        return Received(chosen);
    }

    private static List<PoolEvent.TargetChosen> Fold(IReadOnlyList<IReadOnlyList<SequencedInvocation>> trace)
    {
        var state = PoolState.New(Resize, Settings.Pool);
        var meter = new DemandMeter(Settings.Window);
        var chosen = new List<PoolEvent.TargetChosen>();
        for (var window = 0; window < trace.Count; window++)
        {
            foreach (var report in trace[window]) meter.Record(report);
            var index = new WindowIndex(window);
            foreach (var effect in Step(new PoolCommand.CloseWindow(index, meter.CloseThrough(index))))
                if (effect is PoolEffect.RequestForecast { History: var history })
                    Step(new PoolCommand.ForecastArrived(history.LastWindow, Forecaster.Predict([history])[0]));
        }
        return chosen;

        IReadOnlyList<PoolEffect> Step(PoolCommand command)
        {
            var decision = PoolDecider.Decide(state, command, Settings.Policy, Settings.Pool);
            state = decision.Events.Aggregate(state, (current, fact) => current.Apply(fact));
            chosen.AddRange(decision.Events.OfType<PoolEvent.TargetChosen>());
            return decision.Effects;
        }
    }

    private static List<PoolEvent.TargetChosen> Received(TestProbe chosen)
    {
        var received = new List<PoolEvent.TargetChosen>();
        while (chosen.HasMessages) received.Add(chosen.ExpectMsg<Observed.TargetChosen>().Chosen);
        return received;
    }

    // Bursts between pauses, some of them longer than the function is forecast for.
    private static List<IReadOnlyList<SequencedInvocation>> Trace(int seed)
    {
        var random = new Random(seed);
        var sequence = 0L;
        var trace = new List<IReadOnlyList<SequencedInvocation>>();
        for (var minute = 0; minute < Minutes; minute++)
        {
            var count = minute % 100 < 30 && random.Next(3) == 0 ? random.Next(1, 20) : 0;
            var start = DateTimeOffset.UnixEpoch.AddMinutes(minute);
            trace.Add(
            [
                .. Enumerable.Range(0, count)
                    .Select(_ => Invocation(++sequence, start.AddSeconds(random.Next(60)), random))
            ]);
        }
        return trace;
    }

    private static SequencedInvocation Invocation(long sequence, DateTimeOffset arrival, Random random) => new(
        sequence,
        new Invocation(
            new ActivationId((UInt128)sequence), Resize, arrival, TimeSpan.Zero, TimeSpan.Zero,
            TimeSpan.FromSeconds(random.Next(1, 30)), ActivationStatus.Success, MemorySize.FromMegabytes(256), null));
}
