using System.Net;
using System.Text.Json;
using AquaTope.Actors.Decisions;
using AquaTope.Host.Tests.Cli;
using AquaTope.Host.Tests.Dashboard;
using AquaTope.Host.Tests.OpenWhisk;

namespace AquaTope.Host.Tests.Api;

/// <summary>The list of decisions over HTTP and on the command line.</summary>
public sealed class DecisionsApiSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Decisions_are_listed_narrowed_and_paged()
    {
        await using var node = await NodeUnderTest.StartAsync();
        await node.DeployAsync("resize");
        await node.RegisterAsync("""{"name":"images","functions":["resize"],"qos":1.5}""");
        await node.RegisterAsync("""{"name":"scans","functions":["resize"],"qos":1.5}""");
        var all = await WhenListedAsync(node, decisions: 2);

        var first = all[0].GetProperty("id").GetInt64();
        (await ListAsync(node, $"?after={first}")).ShouldHaveSingleItem().GetProperty("id").GetInt64()
            .ShouldBe(all[1].GetProperty("id").GetInt64());
        (await ListAsync(node, "?limit=1&latest=true")).ShouldHaveSingleItem().GetProperty("id").GetInt64()
            .ShouldBe(all[1].GetProperty("id").GetInt64());
        var images = (await ListAsync(node, "?workflow=images&kind=workflow-managed")).ShouldHaveSingleItem();
        images.GetProperty("workflow").GetString().ShouldBe("images");
        images.GetProperty("reason").GetString().ShouldBe("1 stage, promised 1.5 s at p95");
        images.TryGetProperty("function", out _).ShouldBeFalse();
        (await ListAsync(node, "?until=2020-01-01T00:00:00Z")).ShouldBeEmpty();
        (await ListAsync(node, "?function=guest/other")).ShouldBeEmpty();

        var told = await CommandLineRun.OfAsync(
            "decisions", "--workflow", "scans", "--since", "1h", "--node", node.Address.ToString());
        told.Output.ShouldMatch(@"^ *\d+ [\d-]+ [\d:]+Z workflow-managed scans: 1 stage, promised 1.5 s at p95\n$");
    }

    [Theory]
    [InlineData("?limit=0", "limit is 0; it must lie between 1 and 1000.")]
    [InlineData("?kind=guess", "kind is 'guess'; known are canary-kept, ")]
    [InlineData("?function=a/b/c/d", "function is 'a/b/c/d'; it has the form namespace/name")]
    [InlineData("?workflow=a/b", "workflow is 'a/b', which no workflow can be called.")]
    [InlineData("?limit=many", "limit is 'many'; it takes a whole number.")]
    [InlineData("?after=1e3", "after is '1e3'; it takes a whole number.")]
    [InlineData("?latest=maybe", "latest is 'maybe'; it takes true or false.")]
    [InlineData("?since=yesterday", "since is 'yesterday'; it takes a time such as 2026-03-01T12:00:00Z")]
    [InlineData("?until=2026-03-01T12:00:00+01:00", "until is '2026-03-01T12:00:00 01:00'; it takes a time such as")]
    public async Task What_cannot_be_asked_for_is_told_in_words(string query, string problem)
    {
        await using var node = await NodeUnderTest.StartAsync();

        using var answer = await node.Http.GetAsync($"/api/decisions{query}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("detail").GetString()!
            .ShouldContain(problem);
    }

    [Fact]
    public void Every_kind_of_decision_is_documented()
    {
        var manual = File.ReadAllText(Checkout.PathOf("docs/operations.md"));

        AquaTopeDecisions.Table.Kinds.Where(kind => !manual.Contains($"`{kind}`", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<JsonElement>> WhenListedAsync(NodeUnderTest node, int decisions)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await looks.WaitForNextTickAsync(patience.Token))
            if (await ListAsync(node, "") is { } list && list.Count >= decisions)
                return list;
        throw new TimeoutException("The list does not grow.");
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(NodeUnderTest node, string query) =>
        [.. JsonElement.Parse(await node.Http.GetStringAsync($"/api/decisions{query}")).EnumerateArray()];
}
