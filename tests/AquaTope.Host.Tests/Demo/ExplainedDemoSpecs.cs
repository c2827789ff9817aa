using System.Text.Json;
using AquaTope.Host.Demo;

namespace AquaTope.Host.Tests.Demo;

/// <summary>Everything that a node decides in half an hour of load is decided again from its journal.</summary>
/// <remarks>No target changes in that half hour; those of functions have a specification of their own.</remarks>
public sealed class ExplainedDemoSpecs : IDisposable
{
    private const int Minutes = 30;
    private const int Seed = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-explained-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_decision_of_a_demo_is_explained_and_the_same_again()
    {
        var trace = Path.Combine(_folder.FullName, "workload.csv");
        DemoWorkload.WriteTrace(trace, Seed);
        var workload = DemoWorkload.Read(trace, DemoRun.Workflows.Count, Seed, anySeries: true);
        await using var demo = await DemoRun.StartAsync(
            new DemoOptions(Seed, Minutes, 0, Path.Combine(_folder.FullName, "node")), workload, default);
        for (var minute = 0; minute < Minutes; minute++) await demo.ReplayMinuteAsync(minute, default);
        using var http = new HttpClient { BaseAddress = demo.Node.BaseAddress, Timeout = Patience };

        var decisions = await WhenListedAsync(http, demo.Log.Count);

        var verdicts = new Dictionary<string, List<string>>();
        foreach (var decision in decisions)
        {
            var explanation = await GetAsync(http, $"api/decisions/{decision.GetProperty("id")}/explanation");
            var verdict = explanation.GetProperty("verdict").GetString()!;
            verdict.ShouldBeOneOf(["same", "told"], explanation.ToString());
            var kind = decision.GetProperty("kind").GetString()!;
            if (!verdicts.TryGetValue(kind, out var ofKind)) verdicts[kind] = ofKind = [];
            ofKind.Add(verdict);
        }
        foreach (var kind in new[]
                 {
                     "study-requested", "trial-suggested", "trials-ended", "study-settled", "plan-adopted"
                 })
            verdicts[kind].ShouldAllBe(verdict => verdict == "same");
        verdicts["study-started"].ShouldAllBe(verdict => verdict == "told");

        var applied = decisions.First(decision =>
            decision.GetProperty("kind").GetString() == "change-applied"
            && decision.GetProperty("change").GetString()!.StartsWith("plan:", StringComparison.Ordinal));
        Chain(await GetAsync(http, $"api/decisions/{applied.GetProperty("id")}/explanation")).ShouldBe(
        [
            "change-applied", "plan-adopted", "study-settled", "trials-ended", "study-started", "study-requested"
        ]);
    }

    private static List<string> Chain(JsonElement explanation)
    {
        List<string> kinds = [explanation.GetProperty("decision").GetProperty("kind").GetString()!];
        foreach (var cause in explanation.GetProperty("causes").EnumerateArray()) kinds.AddRange(Chain(cause));
        return kinds;
    }

    // The list is behind the journal by a second or two.
    private static async Task<IReadOnlyList<JsonElement>> WhenListedAsync(HttpClient http, int decisions)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await looks.WaitForNextTickAsync(patience.Token))
        {
            var list = (await GetAsync(http, "api/decisions?limit=1000")).EnumerateArray().ToList();
            if (list.Count >= decisions) return list;
        }
        throw new TimeoutException($"The list has fewer than {decisions} decisions.");
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string path) =>
        JsonElement.Parse(await http.GetStringAsync(path));
}
