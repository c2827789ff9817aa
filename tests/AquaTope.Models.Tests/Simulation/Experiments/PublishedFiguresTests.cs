using AquaTope.Models.Simulation.Experiments;
using AquaTope.Testing;

namespace AquaTope.Models.Tests.Simulation.Experiments;

/// <summary>
/// Forty applications of Azure Functions 2019 for which the authors of FeMux (EuroSys 2026) published what Knative's
/// one-minute keep-alive comes to: 5,491 cold starts, without those of the first minute.
/// </summary>
public sealed class PublishedFiguresTests
{
    [SkippableTheory]
    [InlineData("keepalive-1m", 5_494, 220_069)]
    [InlineData("keepalive-5m", 1_329, 322_163)]
    [InlineData("keepalive-10m", 502, 353_758)]
    public void Keep_alive_comes_to_the_figures_measured_elsewhere(string policy, long coldStarts, double allocated)
    {
        var (report, apps) = Replay(policy);

        apps.Sum(i => report.Contenders[0].Apps[i].ColdStarts).ShouldBe(coldStarts);
        apps.Sum(i => report.Contenders[0].Apps[i].AllocatedGigabyteSeconds).ShouldBe(allocated, 0.5);
    }

    [SkippableFact]
    public void The_oracle_uses_what_is_needed_and_misses_the_first_minute_alone()
    {
        var (report, apps) = Replay("oracle");
        var (first, _) = Replay("keepalive-10m", minutes: 1);

        var missed = apps.Sum(i => report.Contenders[0].Apps[i].ColdStarts);
        missed.ShouldBe(apps.Sum(i => first.Contenders[0].Apps[i].ColdStarts));
        apps.Sum(i => report.Apps[i].UsedGigabyteSeconds).ShouldBe(167_341, 0.5);
        apps.Sum(i => report.Contenders[0].Apps[i].AllocatedGigabyteSeconds).ShouldBe(167_341, 0.5);
    }

    [SkippableFact]
    public void Aquatope_halves_the_cold_starts_of_a_keep_alive_at_two_thirds_of_its_memory()
    {
        var (report, apps) = Replay("aquatope");

        apps.Sum(i => report.Contenders[0].Apps[i].ColdStarts).ShouldBeLessThanOrEqualTo(260);
        apps.Sum(i => report.Contenders[0].Apps[i].AllocatedGigabyteSeconds).ShouldBeLessThanOrEqualTo(235_000);
    }

    private static (ReplayReport Report, int[] Apps) Replay(string policy, int? minutes = null)
    {
        var trace = SharedData.Require("data/arrivals/femux_containers_per_minute.csv.gz");
        var published = File.ReadLines(SharedData.Require("data/arrivals/femux_published_per_app.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .Where(fields => fields[4].Length > 0)
            .Select(fields => fields[0])
            .ToHashSet();
        published.Count.ShouldBe(40);

        var report = Run(trace, policy, TimeSpan.Zero);
        var apps = Enumerable.Range(0, report.Apps.Count).Where(i => published.Contains(report.Apps[i].App)).ToArray();
        apps.Length.ShouldBe(40);
        if (minutes is null) return (report, apps);

        // What the first minutes came to is the difference that leaving them out makes.
        var without = Run(trace, policy, TimeSpan.FromMinutes(minutes.Value));
        var difference = report.Contenders[0].Apps
            .Zip(without.Contenders[0].Apps, (all, later) =>
                all with { ColdStarts = all.ColdStarts - later.ColdStarts })
            .ToArray();
        return (report with { Contenders = [report.Contenders[0] with { Apps = difference }] }, apps);
    }

    private static ReplayReport Run(string trace, string policy, TimeSpan warmup) => PoolReplay.Run(
        new ReplayOptions
        {
            Files = [trace],
            Contenders = window => [Contenders.Create(policy, window)],
            Warmup = warmup
        },
        TimeProvider.System, progress: null, CancellationToken.None);
}
