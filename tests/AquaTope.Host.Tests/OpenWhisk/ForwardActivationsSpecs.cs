using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AquaTope.Host.Tests.Ingestion;
using Microsoft.AspNetCore.Http;

namespace AquaTope.Host.Tests.OpenWhisk;

public sealed class ForwardActivationsSpecs
{
    private const string Everything = """{"accepted":1,"duplicates":2,"skipped":3,"unmanaged":4}""";

    private readonly List<(Dictionary<string, string> Query, string Authorization)> _asked = [];
    private readonly List<JsonArray> _posted = [];
    private readonly Queue<(int Status, string Body)> _answers = new();

    [SkippableFact]
    public async Task Every_page_of_the_window_is_posted_without_results_and_logs()
    {
        _answers.Enqueue((202, Everything));
        _answers.Enqueue((202, Everything));

        var result = await RunAsync(records: 250, """{"lookbackSeconds":600,"key":"open-sesame"}""");

        result.ShouldBe("""{"accepted":2,"duplicates":4,"skipped":6,"unmanaged":8,"refused":0,"complete":true}""");
        _posted.Select(page => page.Count).ShouldBe([200, 50]);
        _posted[0][0]!.ToJsonString().ShouldNotContain("\"result\"");
        _posted[0][0]!.ToJsonString().ShouldNotContain("stdout: hello");
        _posted[0][0]!["response"]!["status"]!.ToString().ShouldBe("success");

        var window = _asked[0].Query;
        (Number(window["upto"]) - Number(window["since"])).ShouldBe(600_000);
        _asked[1].Query["since"].ShouldBe(window["since"], "all pages are of one window");
        _asked[0].Authorization.ShouldBe("Basic bWU6c2VjcmV0");
    }

    [SkippableFact]
    public async Task A_busy_receiver_is_asked_again_with_the_same_records()
    {
        _answers.Enqueue((429, "{}"));
        _answers.Enqueue((202, Everything));

        (await RunAsync(records: 2)).ShouldContain("\"accepted\":1");

        _posted.Count.ShouldBe(2);
        _posted[0].ToJsonString().ShouldBe(_posted[1].ToJsonString());
    }

    [SkippableFact]
    public async Task A_refused_record_is_left_out_and_the_others_are_sent()
    {
        _answers.Enqueue((400, """{"field":"[1].duration","detail":"found -1"}"""));
        _answers.Enqueue((202, Everything));

        (await RunAsync(records: 3)).ShouldContain("\"refused\":1");

        Ids(_posted[1]).ShouldBe([Records.IdOf(1), Records.IdOf(3)]);
    }

    [SkippableFact]
    public async Task A_request_that_is_too_large_is_sent_in_halves()
    {
        _answers.Enqueue((413, "{}"));
        _answers.Enqueue((202, Everything));
        _answers.Enqueue((202, Everything));

        await RunAsync(records: 3);

        _posted.Select(page => page.Count).ShouldBe([3, 1, 2]);
    }

    [SkippableFact]
    public async Task When_its_time_is_over_it_says_that_it_is_not_complete()
    {
        _answers.Enqueue((503, "{}"));

        (await RunAsync(records: 1, secondsLeft: 5.9)).ShouldContain("\"complete\":false");
    }

    [SkippableFact]
    public async Task A_receiver_that_wants_another_key_is_an_error()
    {
        _answers.Enqueue((401, "who are you"));

        (await RunAsync(records: 1)).ShouldContain("AquaTope did not take activations: 401 who are you");
    }

    [SkippableFact]
    public async Task What_was_accepted_is_not_sent_again_by_a_warm_container()
    {
        _answers.Enqueue((202, Everything));

        await RunAsync(records: 2, runs: 2);

        _posted.ShouldHaveSingleItem();
    }

    private async Task<string> RunAsync(
        int records, string parameters = "{}", double secondsLeft = 60, int runs = 1)
    {
        await using var platform = await LoopbackServer.StartAsync(context => ListAsync(context, records));
        await using var receiver = await LoopbackServer.StartAsync(ReceiveAsync);
        var given = JsonNode.Parse(parameters)!.AsObject();
        given["url"] = receiver.Address + "/";
        var script = $"""
            const {"{"} main {"}"} = require({JsonSerializer.Serialize(Checkout.PathOf(Script))});
            process.env.__OW_DEADLINE = Date.now() + {(secondsLeft * 1000).ToString(CultureInfo.InvariantCulture)};
            (async () => {"{"}
              let result;
              for (let run = 0; run < {runs}; run++) result = await main({given.ToJsonString()});
              console.log(JSON.stringify(result));
            {"}"})();
            """;
        var run = await CommandRun.OfAsync("node", ["-e", script], new Dictionary<string, string>
        {
            ["__OW_API_HOST"] = platform.Address,
            ["__OW_API_KEY"] = "me:secret"
        });
        run.ExitCode.ShouldBe(0, run.Errors);
        return run.Output.Trim();
    }

    private const string Script = "AquaTope.Host/OpenWhisk/hook/forward-activations.js";

    private Task ListAsync(HttpContext context, int records)
    {
        var query = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        _asked.Add((query, context.Request.Headers.Authorization.ToString()));
        context.Request.Path.Value.ShouldBe("/api/v1/namespaces/_/activations");
        query["docs"].ShouldBe("true");
        var page = Enumerable.Range(1, records).Skip((int)Number(query["skip"])).Take((int)Number(query["limit"]));
        return context.Response.WriteAsync($"[{string.Join(',', page.Select(id => Records.Full(Records.IdOf(id))))}]");
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        context.Request.Path.Value.ShouldBe("/hooks/activations");
        _posted.Add((await JsonNode.ParseAsync(context.Request.Body))!.AsArray());
        var (status, body) = _answers.Dequeue();
        context.Response.StatusCode = status;
        if (status is 429 or 503) context.Response.Headers.RetryAfter = "1";
        await context.Response.WriteAsync(body);
    }

    private static IEnumerable<string> Ids(JsonArray page) =>
        page.Select(record => record!["activationId"]!.ToString());

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
