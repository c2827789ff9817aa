using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Guards;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static AquaTope.Models.Tests.Platform.Gateway;

namespace AquaTope.Models.Tests.Platform;

public sealed class GuardSpecs
{
    private static readonly string[] Names = ["guest/f", "guest/g", "guest/h", "other/f"];

    private static readonly GuardOptions Guards = new()
    {
        AllFunctions = new FunctionGuard
        {
            MinimumMemoryMb = 128, MaximumMemoryMb = 1024, MinimumCores = 0.2, MaximumCores = 2, MaximumContainers = 6
        },
        Functions = new Dictionary<FunctionId, FunctionGuard>
        {
            [Function("guest/g")] = new() { MaximumMemoryMb = 512, MinimumContainers = 1 }
        },
        LargestStep = 2,
        StepEvery = TimeSpan.FromSeconds(20),
        ChangesPerMinute = 3,
        NamespaceMemoryMb = 2048,
        Namespaces = new Dictionary<string, int> { ["other"] = 300 }
    };

    [Property(MaxTest = 300)]
    public Property Limits_stay_within_their_bounds_steps_within_their_size_and_changes_within_their_pace(
        PositiveInt seed)
    {
        var gateway = Played(seed.Get, PlatformCapabilities.CpuLimits);
        var limits = gateway.Calls.Where(call => call.Change is PlatformChange.SetLimits)
            .Select(call => (call.At, Change: (PlatformChange.SetLimits)call.Change)).ToList();

        var bounded = gateway.Names().All(function =>
            gateway.State.LimitsOf(function) is not { } resources || gateway.State.Function(function).Wished is null
            || Guards.Of(function).Bound(resources) == resources);
        var stepped = gateway.Names().All(function => Steps(limits, function).All(IsStep));
        var paced = gateway.Calls.Where(call => call.Change is not PlatformChange.KeepWarm).Select(call => call.At)
            .All(at => gateway.Calls.Count(other => other.Change is not PlatformChange.KeepWarm
                && other.At > at - TimeSpan.FromMinutes(1) && other.At <= at) <= Guards.ChangesPerMinute);
        return bounded.Label("bounds").And(stepped.Label("steps")).And(paced.Label("pace"));
    }

    [Fact]
    public void A_step_starts_from_what_was_changed_by_hand_since_the_last_look()
    {
        var gateway = new Gateway(new GatewayOptions
        {
            Guards = new GuardOptions { LargestStep = 2, StepEvery = TimeSpan.FromSeconds(20) }
        });
        gateway.Deploy("guest/f", 256);
        gateway.Manage(Workflow("w", ["f"]));
        gateway.Wish("a", "guest/f", 256);
        gateway.Deploy("guest/f", 128);

        gateway.Wish("b", "guest/f", 512);

        gateway.Deployed[Function("guest/f")].Memory.Megabytes.ShouldBe(256);
        gateway.Facts.OfType<GatewayEvent.DriftFound>().ShouldHaveSingleItem().Observed.Memory.Megabytes.ShouldBe(128);
        gateway.Pass(TimeSpan.FromSeconds(20));
        gateway.Deployed[Function("guest/f")].Memory.Megabytes.ShouldBe(512);
    }

    [Property(MaxTest = 300)]
    public Property What_is_kept_ready_never_exceeds_the_ceiling_of_its_namespace(PositiveInt seed, bool stemCells)
    {
        var gateway = Played(
            seed.Get, stemCells ? PlatformCapabilities.RuntimeConfiguration : PlatformCapabilities.None);

        return gateway.Names().GroupBy(function => function.Namespace).All(functions =>
            functions.Sum(function =>
                (long)gateway.State.ReadyOf(function) * (gateway.State.LimitsOf(function)?.Memory.Megabytes ?? 0))
            <= Guards.CeilingOf(functions.Key)!.Value).ToProperty();
    }

    [Property(MaxTest = 100)]
    public Property Everything_wished_is_reached_within_the_guards_once_time_has_passed(PositiveInt seed)
    {
        var gateway = Played(seed.Get, PlatformCapabilities.CpuLimits);
        for (var round = 0; round < 60; round++) gateway.Pass(TimeSpan.FromSeconds(20));

        return gateway.Names().Where(function => gateway.State.Function(function).Wished is not null)
            .All(function => gateway.Deployed[function] == gateway.State.LimitsOf(function)).ToProperty();
    }

    [Fact]
    public void A_wish_beyond_the_bounds_is_cut_and_that_is_a_fact_with_its_reason()
    {
        var gateway = Deployed(new GuardOptions { AllFunctions = new FunctionGuard { MaximumMemoryMb = 512 } });

        gateway.Wish("1", "guest/f", 4096);

        gateway.Deployed[Function("guest/f")].Memory.Megabytes.ShouldBe(512);
        var cut = gateway.Facts.OfType<GatewayEvent.LimitsCut>().ShouldHaveSingleItem();
        (cut.Wished.Memory.Megabytes, cut.Granted.Memory.Megabytes).ShouldBe((4096, 512));
    }

    [Fact]
    public void A_large_wish_goes_in_steps_and_the_newest_wish_wins_on_the_way()
    {
        var gateway = Deployed(new GuardOptions { LargestStep = 2 });
        gateway.Wish("1", "guest/f", 2048);
        Megabytes(gateway).ShouldBe(512);
        gateway.Pass(TimeSpan.FromSeconds(59));
        Megabytes(gateway).ShouldBe(512);
        gateway.Pass(TimeSpan.FromSeconds(1));
        Megabytes(gateway).ShouldBe(1024);

        gateway.Wish("2", "guest/f", 600);
        Megabytes(gateway).ShouldBe(1024);
        gateway.Restart();
        gateway.Pass(TimeSpan.FromMinutes(1));

        Megabytes(gateway).ShouldBe(600);
    }

    [Fact]
    public void Changes_beyond_the_pace_wait_and_only_the_newest_of_a_function_is_made()
    {
        var gateway = Deployed(new GuardOptions { ChangesPerMinute = 1 });
        gateway.Wish("1", "guest/f", 512);
        gateway.Wish("2", "guest/f", 1024);
        gateway.Wish("3", "guest/f", 2048);
        Megabytes(gateway).ShouldBe(512);

        gateway.Pass(TimeSpan.FromMinutes(1));

        Megabytes(gateway).ShouldBe(2048);
        gateway.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public void A_change_of_stem_cells_before_a_restart_counts_once_in_the_pace()
    {
        var gateway = Deployed(new GuardOptions { ChangesPerMinute = 2 }, PlatformCapabilities.RuntimeConfiguration);
        gateway.Prewarm("1", "guest/f", 2);

        gateway.Restart();
        gateway.Prewarm("2", "guest/f", 3);
        gateway.Prewarm("3", "guest/f", 4);

        gateway.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public void Memory_that_does_not_suffice_goes_to_everybody_s_first_containers_first()
    {
        var granted = ReadyMemory.Divide(
            [new ReadyWish(Function("guest/f"), 8, 256), new ReadyWish(Function("guest/g"), 1, 512),
                new ReadyWish(Function("guest/h"), 2, 256)],
            1536);

        granted.ShouldBe(new Dictionary<FunctionId, int>
        {
            [Function("guest/f")] = 2,
            [Function("guest/g")] = 1,
            [Function("guest/h")] = 2
        }, ignoreOrder: true);
    }

    [Fact]
    public void A_wish_for_containers_beyond_the_ceiling_is_cut_and_that_is_a_fact_with_its_reason()
    {
        var gateway = Deployed(new GuardOptions { NamespaceMemoryMb = 1024 }, PlatformCapabilities.None);

        gateway.Prewarm("1", "guest/f", 9);

        gateway.Calls[^1].Change.ShouldBe(new PlatformChange.KeepWarm(Function("guest/f"), 4));
        gateway.Facts.OfType<GatewayEvent.PrewarmCut>().ShouldHaveSingleItem().Because
            .ShouldBe("namespace guest may keep 1024 MB ready");
    }

    private static int Megabytes(Gateway gateway) => gateway.Deployed[Function("guest/f")].Memory.Megabytes;

    private static Gateway Deployed(
        GuardOptions guards, PlatformCapabilities capabilities = PlatformCapabilities.CpuLimits)
    {
        var gateway = new Gateway(new GatewayOptions { Guards = guards }, capabilities);
        gateway.Deploy("guest/f", 256);
        gateway.Manage(Workflow("w", ["f"]));
        return gateway;
    }

    /// <summary>Wishes, rollbacks, halts, changes by hand, restarts and pauses as the seed has them.</summary>
    private static Gateway Played(int seed, PlatformCapabilities capabilities)
    {
        var random = new Random(seed);
        var gateway = new Gateway(new GatewayOptions { Guards = Guards }, capabilities);
        foreach (var name in Names) gateway.Deploy(name, 128 + (int)(random.NextDouble() * 800));
        gateway.Manage(Workflow("w", Names));
        for (var i = 0; i < 40; i++)
        {
            var name = Names[(int)(random.NextDouble() * Names.Length)];
            switch ((int)(random.NextDouble() * 12))
            {
                case < 5:
                    gateway.Wish($"{i}", name, 1 + (int)(random.NextDouble() * 3000), 0.05 + random.NextDouble() * 4);
                    break;
                case < 8:
                    gateway.Prewarm($"{i}", name, (int)(random.NextDouble() * 12));
                    break;
                case 8:
                    gateway.RollBack(name, "previous");
                    break;
                case 9 when random.NextDouble() < 0.5:
                    gateway.When(new GatewayCommand.Halt("", "", gateway.Now));
                    break;
                case 9:
                    gateway.Restart();
                    break;
                case 10:
                    gateway.When(new GatewayCommand.Resume("", "", gateway.Now));
                    break;
                default:
                    gateway.Pass(TimeSpan.FromSeconds(random.NextDouble() * 40));
                    break;
            }
        }
        gateway.When(new GatewayCommand.Resume("", "", gateway.Now));
        return gateway;
    }

    private static IEnumerable<(int From, int To)> Steps(
        List<(DateTimeOffset At, PlatformChange.SetLimits Change)> calls, FunctionId function)
    {
        var memory = calls.Where(call => call.Change.Function == function)
            .Select(call => call.Change.Resources.Memory.Megabytes).ToList();
        return memory.Zip(memory.Skip(1));
    }

    private static bool IsStep((int From, int To) step) => step.To <= step.From * 2 && step.To >= step.From / 2.0;
}

internal static class GuardedGateway
{
    public static IEnumerable<FunctionId> Names(this Gateway gateway) => gateway.Deployed.Keys;
}
