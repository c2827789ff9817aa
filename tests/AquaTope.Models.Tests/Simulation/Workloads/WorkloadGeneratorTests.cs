using System.Globalization;
using AquaTope.Models.Simulation.Workloads;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Tests.Simulation.Workloads;

public sealed class WorkloadGeneratorTests
{
    private const int Day = 1440;

    private static readonly IReadOnlyList<GeneratedFunction> Many = WorkloadGenerator.Generate(
        new WorkloadOptions { Functions = 3000, MaximumPerMinute = 6000 }, seed: 1);

    [Fact]
    public void The_same_seed_gives_the_same_file_and_another_seed_another_one()
    {
        var options = new WorkloadOptions { Functions = 30 };

        FileOf(WorkloadGenerator.Generate(options, 7)).ShouldBe(FileOf(WorkloadGenerator.Generate(options, 7)));
        FileOf(WorkloadGenerator.Generate(options, 8)).ShouldNotBe(FileOf(WorkloadGenerator.Generate(options, 7)));
    }

    [Fact]
    public void More_functions_leave_the_first_ones_as_they_were()
    {
        var few = WorkloadGenerator.Generate(new WorkloadOptions { Functions = 10 }, 7);
        var more = WorkloadGenerator.Generate(new WorkloadOptions { Functions = 20 }, 7);

        more.Take(10).Select(f => f.Counts.Sum()).ShouldBe(few.Select(f => f.Counts.Sum()));
    }

    [Theory]
    [InlineData(TriggerKind.Http, 0.550)]
    [InlineData(TriggerKind.Timer, 0.156)]
    [InlineData(TriggerKind.Queue, 0.152)]
    [InlineData(TriggerKind.Orchestration, 0.069)]
    [InlineData(TriggerKind.Storage, 0.028)]
    [InlineData(TriggerKind.Event, 0.022)]
    public void Triggers_have_their_published_shares(TriggerKind trigger, double share) =>
        ((double)Many.Count(f => f.Trigger == trigger) / Many.Count).ShouldBe(share, 0.025);

    [Fact]
    public void Popularity_goes_through_its_published_points()
    {
        const int days = 7;
        double[] perDay =
        [
            .. WorkloadGenerator.Generate(
                    new WorkloadOptions { Functions = 1000, Days = days, MaximumPerMinute = 6000 }, seed: 1)
                .Where(f => f.Trigger != TriggerKind.Timer)
                .Select(f => f.Counts.Sum() / (double)days)
        ];

        ((double)perDay.Count(count => count <= 24) / perDay.Length).ShouldBe(0.45, 0.05);
        ((double)perDay.Count(count => count <= Day) / perDay.Length).ShouldBe(0.81, 0.05);
    }

    [Fact]
    public void A_fifth_of_the_functions_get_nearly_all_invocations()
    {
        var totals = Many.Select(f => (double)f.Counts.Sum()).OrderDescending().ToArray();

        (totals.Take(totals.Length / 5).Sum() / totals.Sum()).ShouldBeGreaterThan(0.98);
    }

    [Fact]
    public void About_half_of_the_applications_have_one_function()
    {
        var sizes = Many.GroupBy(f => f.Application).Select(g => g.Count()).ToArray();

        ((double)sizes.Count(size => size == 1) / sizes.Length).ShouldBe(0.54, 0.03);
    }

    [Fact]
    public void All_patterns_occur() =>
        Many.Select(f => f.Pattern.GetType()).Distinct().Count().ShouldBe(4);

    [Fact]
    public void No_function_exceeds_the_given_mean()
    {
        var capped = WorkloadGenerator.Generate(new WorkloadOptions { Functions = 300, MaximumPerMinute = 2 }, 1);

        // Two a minute with a rhythm and Poisson noise.
        capped.Max(f => f.Counts.Average()).ShouldBeLessThan(2.6);
    }

    [Fact]
    public void The_file_has_a_row_of_1440_counts_for_each_function_invoked_on_that_day()
    {
        var functions = WorkloadGenerator.Generate(new WorkloadOptions { Functions = 50, Days = 2 }, 1);
        var lines = FileOf(functions, day: 1).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var active = functions.Where(f => f.Counts.Skip(Day).Any(count => count > 0)).ToArray();

        lines[0].ShouldStartWith("HashOwner,HashApp,HashFunction,Trigger,1,2,");
        lines[0].ShouldEndWith(",1439,1440");
        lines.Length.ShouldBe(1 + active.Length);
        var row = lines[1].Split(',');
        row.Take(3).ShouldAllBe(hash => hash.Length == 64);
        row.Skip(4).Select(count => int.Parse(count, CultureInfo.InvariantCulture))
            .ShouldBe(active[0].Counts.Skip(Day));
    }

    [Fact]
    public void A_day_beyond_the_counts_cannot_be_written()
    {
        var functions = WorkloadGenerator.Generate(new WorkloadOptions { Functions = 1 }, 1);

        Should.Throw<ArgumentOutOfRangeException>(() => FileOf(functions, day: 1));
    }

    private static string FileOf(IReadOnlyList<GeneratedFunction> functions, int day = 0)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        AzureTraceWriter.Write(writer, functions, day);
        return writer.ToString();
    }
}
