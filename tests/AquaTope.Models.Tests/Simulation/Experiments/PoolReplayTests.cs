using AquaTope.Models.Forecasting;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation.Experiments;
using AquaTope.Models.Tests.Pools;
using AquaTope.Models.Tests.Traces;
using AquaTope.Models.Traces;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Simulation.Experiments;

public sealed class PoolReplayTests : IDisposable
{
    private readonly TraceFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_not_ready_starts_cold_and_what_is_ready_is_held()
    {
        // One GB a container: keepalive-1m has ready 0, 2, 0, 3 in the four windows.
        var report = Replay(["keepalive-1m"], Containers("a,1024,2,0,3,1"));

        report.Contenders.ShouldHaveSingleItem().ColdStarts.ShouldBe(2 + 0 + 3 + 0);
        report.Contenders[0].AllocatedGigabyteSeconds.ShouldBe((2 + 2 + 3 + 3) * 60);
        report.UsedGigabyteSeconds.ShouldBe(6 * 60);
        report.ColdStartRate(report.Contenders[0]).ShouldBe(5 / 6.0);
    }

    [Fact]
    public void The_oracle_starts_cold_only_in_the_first_window_and_holds_what_is_used()
    {
        var report = Replay(["oracle"], Containers("a,1024,2,0,3,1"), Containers("a,1024,4,0,0,9"));

        report.Contenders.ShouldHaveSingleItem().ColdStarts.ShouldBe(2);
        report.Contenders[0].AllocatedGigabyteSeconds.ShouldBe(report.UsedGigabyteSeconds);
    }

    [Fact]
    public void A_pool_goes_on_from_one_file_to_the_next()
    {
        var together = Replay(Contenders.Names, Containers("a,64,1,0,2,0,1,3,0,1"));
        var apart = Replay(Contenders.Names, Containers("a,64,1,0,2,0"), Containers("a,64,1,3,0,1"));

        Figures(apart).ShouldBe(Figures(together));
        apart.Windows.ShouldBe(8);
    }

    [Fact]
    public void A_series_without_a_row_had_no_demand_on_that_day()
    {
        var explicitly = Replay(Contenders.Names,
            Containers("a,64,1,0,2", "b,64,0,0,0"),
            Containers("a,64,0,0,0", "b,64,3,0,1"),
            Containers("a,64,5,0,0", "b,64,0,0,0"));
        var silently = Replay(Contenders.Names,
            Containers("a,64,1,0,2"), Containers("b,64,3,0,1"), Containers("a,64,5,0,0"));

        Figures(silently).ShouldBe(Figures(explicitly));
    }

    [Fact]
    public void During_the_warm_up_decisions_are_made_but_nothing_is_counted()
    {
        var report = Replay(["keepalive-1m"], TimeSpan.FromMinutes(2), Containers("a,1024,2,3,3,4"));

        report.Contenders.ShouldHaveSingleItem().ColdStarts.ShouldBe(1, "three were ready when four were needed");
        report.ContainerWindows.ShouldBe(7);
        report.Contenders[0].AllocatedGigabyteSeconds.ShouldBe(7 * 60);
    }

    [Fact]
    public void Functions_of_one_app_have_pools_of_their_own_and_are_counted_together()
    {
        var path = _folder.Write(
            """
            HashOwner,HashApp,HashFunction,Trigger,1,2
            o,a,f,http,1,0
            o,a,g,http,0,1
            o,b,h,http,6,0
            """);

        var report = Replay(["keepalive-1m"], path);

        report.Series.ShouldBe(3);
        report.Apps.Select(app => (app.App, app.Invocations)).ShouldBe([("a", 2), ("b", 6)]);
        report.Contenders.ShouldHaveSingleItem().Apps.Select(app => app.ColdStarts).ShouldBe([2, 1]);
        report.ColdStartRate(report.Contenders[0]).ShouldBe(3 / 8.0);
        report.AppColdRate(report.Contenders[0], 0.5).ShouldBe((1 + 1 / 6.0) / 2);
    }

    [Fact]
    public void Windows_last_as_long_as_the_trace_says()
    {
        var path = _folder.Write("timestamp,A\n2015-02-26 21:42,1\n2015-02-26 21:47,1\n");

        var report = Replay(["keepalive-10m"], path);

        report.UsedGigabyteSeconds.ShouldBe(2 * 300 * 170 / 1024.0, 1e-9);
    }

    [Fact]
    public void Files_that_count_different_things_do_not_belong_together()
    {
        var invocations = _folder.Write("HashOwner,HashApp,HashFunction,Trigger,1\no,a,f,http,1\n");

        var error = Should.Throw<TraceFormatException>(() => Replay(["oracle"], Containers("a,1,1"), invocations));

        error.Message.ShouldContain("it counts invocations; expected containers");
    }

    [Fact]
    public void A_replay_that_is_stopped_ends_at_once() =>
        Should.Throw<OperationCanceledException>(() => PoolReplay.Run(
            Options(["oracle"], TimeSpan.Zero, [Containers("a,1,1")]), TimeProvider.System, progress: null,
            new CancellationToken(canceled: true)));

    [Fact]
    public void Enough_memory_for_all_changes_nothing()
    {
        string[] files = [Containers("a,64,1,0,2,0,1", "b,64,0,3,0,1,1"), Containers("b,64,1,3", "c,32,2,1")];

        Figures(Replay(Contenders.Names, 1e9, files)).ShouldBe(Figures(Replay(Contenders.Names, files)));
    }

    [Fact]
    public void Memory_that_does_not_suffice_goes_to_the_container_needed_most_often()
    {
        var report = Replay(["keepalive-5m"], 100, Containers("a,100,1,0,0,1", "b,100,1,1,1,1"));

        report.Contenders[0].Apps.Select(app => app.ColdStarts).ShouldBe([1 + 1, 1 + 1],
            "after the first window both were needed as often and the first was served");
    }

    [Property(MaxTest = 20)]
    public bool Containers_held_ready_never_exceed_the_memory(byte[] first, byte[] second, byte budget)
    {
        var windows = Math.Min(first.Length, second.Length);
        if (windows == 0) return true;
        var trace = Containers(
            $"a,10,{string.Join(',', first.Take(windows))}", $"b,3,{string.Join(',', second.Take(windows))}");

        // Held and not busy is at most what was ready.
        return Replay(Contenders.Names, budget, trace) is var report && report.Contenders.All(contender =>
            contender.AllocatedGigabyteSeconds - report.UsedGigabyteSeconds <= budget / 1024.0 * 60 * windows + 1e-6);
    }

    [Fact]
    public void A_forecaster_competes_as_the_original_did()
    {
        var path = Containers("a,1024,2,0,3,1");

        var report = Replay(
            window => Contenders.Reference(FleetForecaster.Trained(new LastValueForecaster(), window), window), path);

        report.Contenders.ShouldHaveSingleItem().Name.ShouldBe("reference");
        report.Contenders[0].ColdStarts.ShouldBe(2 + 3);
    }

    [Fact]
    public void A_model_is_trained_on_what_has_passed_and_containers_are_kept_alive_until_then()
    {
        var estimator = new LastValueEstimator();
        int[] demand = [.. Enumerable.Range(0, 1000).Select(minute => minute % 4 == 0 ? 1 : 0)];
        var path = Containers($"a,1024,{string.Join(',', demand)}", $"b,1024,{string.Join(',', new int[1000])}");

        var report = Replay(
            window => Contenders.Reference(
                FleetForecaster.Learning(estimator, window, seed: 1, mostWindows: 2000), window),
            path);

        estimator.Shown.ShouldBe([demand[..240], demand[..480], demand[480..960]],
            "series without demand so far have nothing to teach");
        // Until the forecaster's first word, which is for the window after 240, nothing but the first use is cold.
        report.Contenders[0].ColdStarts.ShouldBe(1 + (1000 - 240) / 4);
    }

    [Fact]
    public void A_forecast_enters_aquatope_as_one_more_expert()
    {
        var random = new Random(3);
        var demand = Enumerable.Range(0, 1200).Select(_ => random.Next(8) == 0 ? 1 : 0).Prepend(1).ToArray();
        var path = Containers($"a,1024,{string.Join(',', demand)}");

        var told = Replay(window => Contenders.Create("aquatope", window, 0.5,
            FleetForecaster.Trained(new Clairvoyant(demand), window)), path);
        var alone = Replay(window => Contenders.Create("aquatope", window, 0.5), path);

        told.Contenders[0].ColdStarts.ShouldBeLessThan(alone.Contenders[0].ColdStarts / 2);
    }

    [Fact]
    public void Several_headrooms_learn_together_what_each_would_learn_alone()
    {
        string[] files = [Containers(Noisy(1)), Containers(Noisy(2))];
        double[] headrooms = [0.3, 0.9, 0.95, 0.999];

        var together = Figures(Run(window => Contenders.Sweep(window, headrooms), files));
        var sharing = Figures(Run(window => Contenders.Sweep(window, headrooms), files, budget: 1e9));
        var alone = headrooms.SelectMany(at => Figures(Run(window => Contenders.Sweep(window, [at]), files)));

        together.ShouldBe(alone);
        sharing.ShouldBe(together);
    }

    [Fact]
    public void The_number_of_workers_changes_nothing()
    {
        string[] files = [Containers(Noisy(1)), Containers(Noisy(2))];

        var one = PoolReplay.Run(
            Options(Contenders.Names, TimeSpan.Zero, files) with { Workers = 1 }, TimeProvider.System, null, default);
        var three = PoolReplay.Run(
            Options(Contenders.Names, TimeSpan.Zero, files) with { Workers = 3 }, TimeProvider.System, null, default);

        Figures(three).ShouldBe(Figures(one));
    }

    [Property(MaxTest = 50)]
    public bool Longer_keep_alive_never_starts_more_cold_nor_holds_less_and_the_oracle_bounds_all(byte[] demand)
    {
        if (demand.Length == 0) return true;
        var trace = Containers($"a,64,{string.Join(',', demand)}");
        var report = Replay(["keepalive-1m", "keepalive-5m", "keepalive-10m", "oracle"], trace);

        var cold = report.Contenders.Select(contender => contender.ColdStarts).ToArray();
        var held = report.Contenders.Select(contender => contender.AllocatedGigabyteSeconds).ToArray();
        return cold[0] >= cold[1] && cold[1] >= cold[2] && cold[2] >= cold[3] && cold[3] == demand[0]
               && held[2] >= held[1] && held[1] >= held[0] && held[0] >= held[3];
    }

    private static ReplayReport Replay(Func<WindowLength, Contender> contender, string file) =>
        Run(window => [contender(window)], [file]);

    private static ReplayReport Run(
        Func<WindowLength, IReadOnlyList<Contender>> contenders, string[] files, double? budget = null) =>
        PoolReplay.Run(
            new ReplayOptions { Files = files, Contenders = contenders, MemoryBudgetMegabytes = budget },
            TimeProvider.System, null, CancellationToken.None);

    /// <summary>Eighty series of which some come and go, 200 windows each.</summary>
    private static string[] Noisy(int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, 80).Select(series =>
                $"s{series},{64 + series},{string.Join(',', Enumerable.Range(0, 200).Select(minute =>
                    random.Next(3) == 0 || minute % (2 + series) == 0 ? random.Next(5) : 0))}")
        ];
    }

    private static ReplayReport Replay(IReadOnlyList<string> contenders, params string[] files) =>
        Replay(contenders, TimeSpan.Zero, files);

    private static ReplayReport Replay(IReadOnlyList<string> contenders, TimeSpan warmup, params string[] files) =>
        PoolReplay.Run(Options(contenders, warmup, files), TimeProvider.System, null, CancellationToken.None);

    private static ReplayReport Replay(IReadOnlyList<string> contenders, double budget, params string[] files) =>
        PoolReplay.Run(
            Options(contenders, TimeSpan.Zero, files) with { MemoryBudgetMegabytes = budget },
            TimeProvider.System, null, CancellationToken.None);

    private static ReplayOptions Options(IReadOnlyList<string> contenders, TimeSpan warmup, string[] files) => new()
    {
        Files = files,
        Contenders = window => [.. contenders.Select(name => Contenders.Create(name, window))],
        Warmup = warmup
    };

    private string Containers(params string[] rows)
    {
        var windows = rows[0].Split(',').Length - 2;
        return _folder.Write(
            $"HashApp,AverageMemMB,{string.Join(',', Enumerable.Range(0, windows))}\n{string.Join('\n', rows)}\n");
    }

    private static IEnumerable<string> Figures(ReplayReport report) =>
        report.Contenders.SelectMany(contender => contender.Apps
            .Zip(report.Apps, (outcome, demand) => $"{demand} {contender.Name} {outcome}")
            .Order(StringComparer.Ordinal));

    /// <summary>Becomes a <see cref="LastValueForecaster"/>, and remembers what it was shown.</summary>
    private sealed class LastValueEstimator : IEstimator
    {
        public List<int[]> Shown { get; } = [];

        public string Name => "last-value";

        public IForecaster Train(
            DemandSet past, ulong seed, IProgress<TrainingProgress>? progress = null,
            CancellationToken cancellation = default)
        {
            Shown.AddRange(past.Series.Select(series => series.Demand.ToArray()));
            return new LastValueForecaster();
        }
    }

    /// <summary>Knows what the next window needs, and is sure of it.</summary>
    private sealed class Clairvoyant(int[] demand) : IForecaster
    {
        public string Name => "clairvoyant";

        public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch) =>
        [
            .. batch.Select(history =>
                Forecast.Certain(demand.ElementAtOrDefault((int)history.LastWindow.Next.Value)))
        ];
    }
}
