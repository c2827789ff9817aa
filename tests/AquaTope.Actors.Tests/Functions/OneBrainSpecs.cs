using Akka.Actor;
using Akka.TestKit;
using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Observation;
using AquaTope.Actors.Sharding;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Forecasting.Neural;
using AquaTope.Models.Forecasting.Neural.Hybrid;
using AquaTope.Models.Identity;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Testing;

namespace AquaTope.Actors.Tests.Functions;

/// <summary>The actors around the decider add nothing to what it decides.</summary>
public sealed class OneBrainSpecs : ActorSpec
{
    private const int Minutes = 400;
    private const int Megabytes = 256;

    private static readonly FunctionId[] Functions =
        [FunctionId.Parse("guest/resize"), FunctionId.Parse("guest/decode"), FunctionId.Parse("guest/publish")];

    private static readonly ReportSource Source = new("trace");
    private static readonly IForecaster Forecaster = new MovingAverageForecaster(30);
    private static readonly PoolOptions Options = new() { PlatformKeepAlive = 2, IdleAfter = 60 };

    [Theory]
    [InlineData(1, "aquatope", "moving-average")]
    [InlineData(2, "aquatope", "moving-average")]
    [InlineData(3, "aquatope", null)]
    [InlineData(1, "aquatope", "hybrid")]
    [InlineData(2, "aquatope", "hybrid")]
    [InlineData(1, "histogram", null)]
    [InlineData(1, "keepalive-10m", "moving-average")]
    public void Actors_and_the_bare_decider_choose_the_same_targets_for_one_trace(
        int seed, string name, string? forecasterName)
    {
        using var model = forecasterName == HybridEstimator.ModelName ? Trained() : null;
        var (settings, forecaster) = (Settings(name), forecasterName is null ? null : model ?? Forecaster);
        var traces = Functions.ToDictionary(function => function, function => Trace(function, seed));

        var played = Play(traces, settings, forecaster);

        foreach (var (function, trace) in traces)
        {
            var decided = Fold(function, trace, settings, forecaster);
            decided.Count.ShouldBeGreaterThan(5);
            played[function].Select(WithoutForecast).ShouldBe(decided.Select(WithoutForecast), function.Value);
            // In a batch of another size a network's products are rounded differently.
            played[function].Select(chosen => chosen.Because.Forecast ?? 0)
                .ShouldBe(decided.Select(chosen => chosen.Because.Forecast ?? 0), 1e-4, function.Value);
        }
    }

    // Between two bursts, since the window that is open is lost; with typical containers, since their memory is not
    // known again before the next activation.
    [Fact]
    public void A_pool_that_is_restarted_again_and_again_chooses_the_same_targets()
    {
        var settings = Settings("aquatope");
        var (function, trace) = (Functions[0], Trace(Functions[0], 4, (int)PoolOutlook.TypicalMegabytes));

        var played = Play(
            new Dictionary<FunctionId, List<IReadOnlyList<SequencedInvocation>>> { [function] = trace }, settings, null,
            windowsBetweenRestarts: 50);

        played[function].ShouldBe(
            Fold(function, trace, settings, null, megabytes: (int)PoolOutlook.TypicalMegabytes));
    }

    [Theory]
    [InlineData(1, "aquatope")]
    [InlineData(2, "aquatope")]
    [InlineData(1, "histogram")]
    [InlineData(1, "markov")]
    public void A_live_pool_wants_ready_what_a_replay_of_its_demand_has_ready(int seed, string name)
    {
        var settings = Settings(name);
        var ready = new List<(WindowIndex Window, int Ready)>();
        Fold(
            Functions[0], Trace(Functions[0], seed), settings, forecaster: null,
            (state, reason) => ready.Add((state.LastClosed!.Value, reason.Ready)));
        var tracker = settings.Policy.Track();
        var meter = new DemandMeter(settings.Window);
        var replayed = new Dictionary<WindowIndex, int>();
        var trace = Trace(Functions[0], seed);
        for (var window = 0; window < trace.Count; window++)
        {
            foreach (var report in trace[window]) meter.Record(Source, report);
            var demand = meter.CloseThrough(new WindowIndex(window)).Sum(closed => closed.Demand);
            if (demand == 0 && replayed.Count == 0) continue;
            tracker.Observe(demand);
            replayed[new WindowIndex(window)] = tracker.Target(new PoolOutlook(0, Megabytes));
        }

        ready.Count.ShouldBeGreaterThan(5);
        ready.ShouldAllBe(chosen => replayed[chosen.Window] == chosen.Ready);
    }

    private static PoolEvent.TargetChosen WithoutForecast(PoolEvent.TargetChosen chosen) =>
        chosen with { Because = chosen.Because with { Forecast = null } };

    // A small network: what it has learned matters less than that it is asked alike.
    private static NeuralForecaster Trained()
    {
        var shape = new HybridShape { Inputs = 12, Units = 8, WideUnits = 8, NarrowUnits = 8, Samples = 8 };
        return new HybridEstimator(new HybridOptions { Shape = shape, Epochs = 1, LeastBatches = 4 }).Learn(
            new DemandSet(
                WindowLength.OneMinute,
                [
                    new DemandHistory(
                        Functions[0], new WindowIndex(199),
                        Enumerable.Range(0, 200).Select(i => i % 5 == 0 ? i % 3 : 0).ToArray())
                ]),
            seed: 1);
    }

    private static FunctionSettings Settings(string name)
    {
        PrewarmPolicies.TryCreate(name, WindowLength.OneMinute, out var policy).ShouldBeTrue();
        return new FunctionSettings(WindowLength.OneMinute, Options, policy);
    }

    private Dictionary<FunctionId, List<PoolEvent.TargetChosen>> Play(
        Dictionary<FunctionId, List<IReadOnlyList<SequencedInvocation>>> traces, FunctionSettings settings,
        IForecaster? model, int windowsBetweenRestarts = int.MaxValue)
    {
        var chosen = Listen<Observed.TargetChosen>();
        var decided = Listen<Observed.FunctionDecided>();
        var forecaster = Sys.ActorOf(ForecasterActor.Props(
            model, new ForecasterOptions { BatchDelay = TimeSpan.Zero }, Time));
        var functions = Start();
        for (var window = 0; window < Minutes; window++)
        {
            if (window % windowsBetweenRestarts == windowsBetweenRestarts - 1)
            {
                StopAndWait(functions);
                functions = Start();
            }
            foreach (var (function, trace) in traces)
            {
                functions.Tell(
                    new FunctionProtocol.RecordInvocations(function, Source, 0, trace[window]), ActorRefs.NoSender);
                functions.Tell(new FunctionProtocol.CloseWindow(function, new WindowIndex(window)));
            }
            foreach (var _ in traces)
                decided.ExpectMsg<Observed.FunctionDecided>().Window.ShouldBe(new WindowIndex(window));
        }
        return Received(chosen);

        IActorRef Start() => Sys.ActorOf(ChildPerEntity.Props(
            entity => FunctionActor.Props(
                FunctionId.Parse(entity), settings, forecaster, CreateTestProbe(), CreateTestProbe())));
    }

    private static List<PoolEvent.TargetChosen> Fold(
        FunctionId function, IReadOnlyList<IReadOnlyList<SequencedInvocation>> trace, FunctionSettings settings,
        IForecaster? forecaster, Action<PoolState, TargetReason>? onChosen = null, int megabytes = Megabytes)
    {
        var state = PoolState.New(function, settings.Pool);
        var follower = new PoolFollower(settings.Policy, settings.Pool.Retention);
        var meter = new DemandMeter(settings.Window);
        var chosen = new List<PoolEvent.TargetChosen>();
        for (var window = 0; window < trace.Count; window++)
        {
            foreach (var report in trace[window]) meter.Record(Source, report);
            var index = new WindowIndex(window);
            foreach (var effect in Step(new PoolCommand.CloseWindow(index, meter.CloseThrough(index))))
                if (effect is PoolEffect.RequestForecast { History: var history })
                    Step(forecaster is null
                        ? new PoolCommand.ForecastDeclined(history.LastWindow, "none")
                        : new PoolCommand.ForecastArrived(history.LastWindow, forecaster.Predict([history])[0]));
        }
        return chosen;

        IReadOnlyList<PoolEffect> Step(PoolCommand command)
        {
            var decision = PoolDecider.Decide(state, command, follower, settings.Pool, megabytes);
            state = decision.Events.Aggregate(state, (current, fact) => current.Apply(fact));
            foreach (var fact in decision.Events.OfType<PoolEvent.TargetChosen>())
            {
                chosen.Add(fact);
                if (fact.Because.Policy == settings.Policy.Name) onChosen?.Invoke(state, fact.Because);
            }
            return decision.Effects;
        }
    }

    private static Dictionary<FunctionId, List<PoolEvent.TargetChosen>> Received(TestProbe chosen)
    {
        var received = new Dictionary<FunctionId, List<PoolEvent.TargetChosen>>();
        while (chosen.HasMessages)
        {
            var observed = chosen.ExpectMsg<Observed.TargetChosen>();
            if (!received.TryGetValue(observed.Function, out var ofFunction))
                received[observed.Function] = ofFunction = [];
            observed.Chosen.Inputs.ShouldNotBeNull();
            ofFunction.Add(observed.Chosen with { Inputs = null });
        }
        return received;
    }

    // Bursts between pauses, some of them longer than the function is forecast for.
    private static List<IReadOnlyList<SequencedInvocation>> Trace(
        FunctionId function, int seed, int megabytes = Megabytes)
    {
        var random = new Random(1000 * Array.IndexOf(Functions, function) + seed);
        var sequence = 0L;
        var trace = new List<IReadOnlyList<SequencedInvocation>>();
        for (var minute = 0; minute < Minutes; minute++)
        {
            var count = minute % 100 < 30 && random.Next(3) == 0 ? random.Next(1, 20) : 0;
            var start = DateTimeOffset.UnixEpoch.AddMinutes(minute);
            trace.Add(
            [
                .. Enumerable.Range(0, count)
                    .Select(_ => Invocation(function, ++sequence, start.AddSeconds(random.Next(60)), random, megabytes))
            ]);
        }
        return trace;
    }

    private static SequencedInvocation Invocation(
        FunctionId function, long sequence, DateTimeOffset arrival, Random random, int megabytes) => new(
        sequence,
        new Invocation(
            new ActivationId((UInt128)sequence), function, arrival, TimeSpan.Zero, TimeSpan.Zero,
            TimeSpan.FromSeconds(random.Next(1, 30)), ActivationStatus.Success, MemorySize.FromMegabytes(megabytes),
            null));
}
