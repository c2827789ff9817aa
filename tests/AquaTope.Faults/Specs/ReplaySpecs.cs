using System.Diagnostics;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Platform;
using AquaTope.Faults.Running;
using AquaTope.Faults.Schedule;
using AquaTope.Faults.Worlds;

namespace AquaTope.Faults.Specs;

public sealed class ReplaySpecs
{
    private const int Seeds = 40;

    [Fact]
    public void Seeds_are_the_same_runs_whatever_ran_before_and_on_whichever_thread()
    {
        var together = Run(1, Seeds, threads: 2);

        var apart = Run(1, Seeds / 2, threads: 1).Digest ^ Run(1 + Seeds / 2, Seeds / 2, threads: 1).Digest;

        together.Digest.ShouldBe(apart);
    }

    [Fact]
    public void Seeds_are_the_same_runs_in_another_process()
    {
        var program = Path.ChangeExtension(typeof(ReplaySpecs).Assembly.Location, null);
        var start = new ProcessStartInfo(program, ["--from", "1", "--seeds", $"{Seeds}", "--parallel", "1"])
        {
            RedirectStandardOutput = true
        };
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        printed.ShouldContain($"digest {Run(1, Seeds, threads: 1).Digest:x16}");
    }

    [Fact]
    public void A_failing_seed_replays_from_its_shrunk_schedule()
    {
        var failure = new Campaign(1, 500, 1, Variant.NoFencing) { FailuresToStop = 1 }.Run().Failures
            .ShouldHaveSingleItem();

        var again = OnAThread(runner => runner.Run(
            failure.Seed, Variant.NoFencing, failure.Injected.Select(fault => fault.Key).ToHashSet()));

        again.Digest.ShouldBe(failure.Digest);
        again.Violations.ShouldBe(failure.Violations);
        failure.Injected.Count.ShouldBeLessThan(10, CampaignReport.Describe(failure));
        failure.Injected.ShouldContain(fault => fault.Kind == FaultKind.GatewayCutOff);
    }

    [Fact]
    public void Without_faults_workflows_are_sized_functions_counted_and_orders_obeyed()
    {
        var results = OnAThread(runner => Enumerable.Range(1, 60).Select(seed =>
            (Run: runner.Run((ulong)seed, kept: new HashSet<string>()), runner.Written)).ToList());

        results.ShouldAllBe(result => !result.Run.Failed && result.Run.Injected.Count == 0);
        string[] facts =
        [
            "WorkflowRegistered", "WindowClosed", "TargetChosen", "StudyStarted", "TrialCompleted", "StudySettled",
            "PlanAdopted", "LimitsWished", "PrewarmWished", "ChangeApplied", "ChangesHalted", "ChangesResumed",
            "LimitsRolledBack", "PlanImposed", "DriftFound", "StemCellsDrifted", "StemCellsDriftEnded", "LimitsCut",
            "PrewarmCut", "CanaryStarted", "CanaryKept", "CanaryTakenBack", "WorkflowModeSet", "WorkflowRetired"
        ];
        facts.Except(results.SelectMany(result => result.Written)).ShouldBeEmpty();
    }

    [Fact]
    public void Gateways_and_catalogs_come_back_from_snapshots()
    {
        var restored = OnAThread(runner => Enumerable.Range(1, 20).SelectMany(seed =>
        {
            runner.Run((ulong)seed);
            return runner.Restored;
        }).ToHashSet());

        restored.ShouldContain(PlatformGatewayActor.Id);
        restored.ShouldContain(CatalogActor.Id);
    }

    private static CampaignReport Run(ulong from, int count, int threads) =>
        new Campaign(from, count, threads, Variant.None).Run();

    private static T OnAThread<T>(Func<SeedRunner, T> run)
    {
        var result = default(T);
        var thread = new Thread(() => result = run(SeedRunner.StartOnThisThread()), 16 << 20);
        thread.Start();
        thread.Join();
        return result!;
    }
}
