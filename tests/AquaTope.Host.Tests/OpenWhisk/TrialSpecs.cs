using System.Text.Json.Nodes;
using AquaTope.Host.OpenWhisk;
using AquaTope.Host.OpenWhisk.Trials;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;
using Microsoft.Extensions.Time.Testing;

namespace AquaTope.Host.Tests.OpenWhisk;

public sealed class TrialSpecs
{
    private const string Package = "~/_/packages/aquatope-trial-wf-1-3";
    private const string Copies = "~/_/actions/aquatope-trial-wf-1-3/stage-";

    private const string Original = """
        {"name":"a","version":"0.0.7","exec":{"kind":"nodejs:20","code":"function main(){}","binary":false},
         "parameters":[{"key":"p","value":1}],"annotations":[{"key":"exec","value":"nodejs:20"}],
         "limits":{"timeout":60000,"memory":256,"logs":10,"concurrency":1}}
        """;

    [Fact]
    public async Task A_chain_runs_on_copies_that_are_gone_afterwards_and_cold_starts_do_not_count()
    {
        var server = new ScriptedServer().OnDescribe().On($"PUT {Package}?overwrite=true {{}}", 200, "{}");
        OnCopy(server, "a", 0, 384).On("GET ~/guest/actions/b", 200, Original)
            .On($"PUT {Copies}1?overwrite=true {Copy(512)}", 200, "{}");
        for (var run = 0; run <= 2; run++)
            server.On(Posted(0, """{"x":1}"""), 200,
                    Platforms.Record(10 + run, 300 + run, """{"y":2}""", initialization: 100))
                .On(Posted(1, """{"x":1,"y":2}"""), 200, Platforms.Record(20 + run, 50));
        server.On($"DELETE {Package}?force=true", 200, "{}");
        var order = Platforms.Trial(Platforms.Workflow("""{"x":1}""", "a", "b<a"), 2, 384, 512);

        var measured = (await MeasureAsync(server, order)).ShouldBeOfType<TrialOutcome.Measured>();

        measured.Runs.SelectMany(run => run.Stages).Select(stage => stage.TotalMilliseconds)
            .ShouldBe([201, 50, 202, 50]);
        measured.Runs.Select(run => run.EndToEnd.TotalMilliseconds).ShouldBe([251, 252]);
        server.IsOver();
    }

    [Fact]
    public async Task Parallel_stages_are_counted_together_and_handed_over_without_a_gap()
    {
        TaskCompletionSource[] answers = [.. Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource())];
        var server = new ScriptedServer { InAnyOrder = true }.OnDescribe();
        server.On($"PUT {Package}?overwrite=true {{}}", 200, "{}").On($"DELETE {Package}?force=true", 200, "{}");
        for (var stage = 0; stage < 4; stage++) OnCopy(server, "abcd"[stage].ToString(), stage, 256);
        var exhausted = Platforms.Record(
            4, 0, """{"error":"The action exhausted its memory and was aborted."}""", "action developer error");
        server.On(Posted(0, "{}"), 200, Platforms.Record(1, 10, """{"a":1}"""), answers[0].Task)
            .On(Posted(1, """{"a":1}"""), 200, Platforms.Record(2, 20, """{"b":1}"""), answers[1].Task)
            .On(Posted(2, """{"a":1}"""), 200, Platforms.Record(3, 40, """{"c":1}"""), answers[2].Task)
            .On(Posted(3, """{"b":1,"c":1}"""), 502, exhausted, answers[3].Task);
        using var platform = Platforms.Over(server);
        var order = Platforms.Trial(Platforms.Workflow("{}", "a", "b<a", "c<a", "d<b+c"), 1, 256, 256, 256, 256);
        var outcome = platform.MeasureAsync(order, default);

        platform.OutstandingInvocations.ShouldBe(1);
        Next(answers[0], platform, 2);
        Next(answers[1], platform, 1);
        Next(answers[2], platform, 1);
        answers[3].SetResult();

        (await outcome).ShouldBe(new TrialOutcome.Failed(
            order.Workflow.Stages[3].Name, "The action exhausted its memory and was aborted."));
        platform.OutstandingInvocations.ShouldBe(0);
        server.IsOver();
    }

    [Theory]
    [InlineData(502, "action developer error", typeof(TrialOutcome.Failed))]
    [InlineData(502, "application error", typeof(TrialOutcome.Failed))]
    [InlineData(500, "whisk internal error", typeof(TrialOutcome.NotRun))]
    public async Task A_failure_under_the_plan_is_evidence_and_one_of_the_platform_is_not(
        int status, string text, Type outcome)
    {
        var server = OneStage().On(Call, status, Platforms.Record(1, 5, """{"error":"why"}""", text));
        server.On($"DELETE {Package}?force=true", 200, "{}");

        var came = await MeasureAsync(server, One);

        came.ShouldBeOfType(outcome);
        came.ToString().ShouldContain("why");
        server.IsOver();
    }

    [Theory]
    [InlineData(429, """{"error":"Too many requests in the last minute (count: 61, allowed: 60).","code":"x"}""")]
    [InlineData(503, """{"error":"overloaded","code":"x"}""")]
    [InlineData(502, "<html>Bad Gateway</html>")]
    public async Task A_trial_that_is_not_let_run_teaches_nothing(int status, string body)
    {
        var server = OneStage().On(Call, status, body).On($"DELETE {Package}?force=true", 200, "{}");

        (await MeasureAsync(server, One)).ShouldBeOfType<TrialOutcome.NotRun>();
        server.IsOver();
    }

    [Fact]
    public async Task Limits_the_platform_does_not_allow_are_a_failed_trial()
    {
        var server = new ScriptedServer().OnDescribe().On($"PUT {Package}?overwrite=true {{}}", 200, "{}")
            .On("GET ~/guest/actions/a", 200, Original)
            .On($"PUT {Copies}0?overwrite=true {Copy(256)}", 400, """{"error":"above allowed threshold of 128 MB"}""")
            .On($"DELETE {Package}?force=true", 200, "{}");

        (await MeasureAsync(server, One)).ShouldBeOfType<TrialOutcome.Failed>();
    }

    [Fact]
    public async Task A_sequence_is_no_stage_that_could_be_sized()
    {
        var server = new ScriptedServer().OnDescribe().On($"PUT {Package}?overwrite=true {{}}", 200, "{}")
            .On("GET ~/guest/actions/a", 200, Platforms.Action(256, kind: "sequence"))
            .On($"DELETE {Package}?force=true", 200, "{}");

        (await MeasureAsync(server, One)).ShouldBeOfType<TrialOutcome.NotRun>().Reason.ShouldContain("sequence");
    }

    [Fact]
    public async Task An_activation_that_outlasts_the_wait_is_fetched_and_not_counted_meanwhile()
    {
        var time = new FakeTimeProvider();
        const string Id = "00000000000000000000000000000001";
        var server = OneStage().On(Call, 202, $$"""{"activationId":"{{Id}}"}""")
            .On($"GET ~/_/activations/{Id}", 404, "{}")
            .On($"GET ~/_/activations/{Id}", 200, Platforms.Record(1, 70_000))
            .On(Call, 200, Platforms.Record(2, 65_000))
            .On($"DELETE {Package}?force=true", 200, "{}");
        using var platform = Platforms.Over(server, time: time);

        var outcome = platform.MeasureAsync(One, default);
        platform.OutstandingInvocations.ShouldBe(0);
        time.Advance(Platforms.Stock.RecordInterval);

        (await outcome).ShouldBeOfType<TrialOutcome.Measured>().Runs.ShouldHaveSingleItem()
            .EndToEnd.ShouldBe(TimeSpan.FromSeconds(65));
    }

    [Fact]
    public async Task A_canceled_trial_takes_its_package_away()
    {
        using var stop = new CancellationTokenSource();
        var server = OneStage().On(Call, 200, "{}", after: new TaskCompletionSource().Task)
            .On($"DELETE {Package}?force=true", 200, "{}");
        using var platform = Platforms.Over(server);
        var outcome = platform.MeasureAsync(One, stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(outcome);
        platform.OutstandingInvocations.ShouldBe(0);
        server.IsOver();
    }

    [Fact]
    public async Task In_place_the_former_limits_are_put_back()
    {
        const string Put = "PUT ~/guest/actions/a?overwrite=true";
        const string Get = "GET ~/guest/actions/a?code=false";
        var server = new ScriptedServer().On(Get, 200, Platforms.Action(128)).On(Get, 200, Platforms.Action(128))
            .OnDescribe().On(Put + """ {"limits":{"memory":256}}""", 200, "{}");
        for (var run = 0; run <= 1; run++)
            server.On("POST ~/guest/actions/a?blocking=true {}", 200, Platforms.Record(1 + run, 30));
        server.On(Get, 200, Platforms.Action(256)).On(Put + """ {"limits":{"memory":128}}""", 200, "{}");

        (await MeasureAsync(server, One with { Placement = TrialPlacement.InPlace }))
            .ShouldBeOfType<TrialOutcome.Measured>();
        server.IsOver();
    }

    [Fact]
    public async Task In_place_the_plan_that_was_in_force_is_put_back_and_not_what_a_crash_left()
    {
        const string Put = "PUT ~/guest/actions/a?overwrite=true";
        const string Get = "GET ~/guest/actions/a?code=false";
        var server = new ScriptedServer().On(Get, 200, Platforms.Action(999)).On(Get, 200, Platforms.Action(999))
            .OnDescribe().On(Put + """ {"limits":{"memory":256}}""", 200, "{}");
        for (var run = 0; run <= 1; run++)
            server.On("POST ~/guest/actions/a?blocking=true {}", 200, Platforms.Record(1 + run, 30));
        server.On(Get, 200, Platforms.Action(256)).On(Put + """ {"limits":{"memory":128}}""", 200, "{}");
        var order = One with
        {
            Placement = TrialPlacement.InPlace,
            Former = new ResourcePlan([ResourceConfiguration.Of(1, 128)])
        };

        (await MeasureAsync(server, order)).ShouldBeOfType<TrialOutcome.Measured>().LeavesLimits.ShouldBeFalse();
        server.IsOver();
    }

    [Fact]
    public async Task In_place_it_is_said_where_the_former_limits_could_not_be_put_back()
    {
        const string Get = "GET ~/guest/actions/a?code=false";
        var server = new ScriptedServer().On(Get, 200, Platforms.Action(256)).On(Get, 200, Platforms.Action(256))
            .OnDescribe();
        for (var run = 0; run <= 1; run++)
            server.On("POST ~/guest/actions/a?blocking=true {}", 200, Platforms.Record(1 + run, 30));
        server.On(Get, 503, "{}");

        (await MeasureAsync(server, One with { Placement = TrialPlacement.InPlace }))
            .ShouldBeOfType<TrialOutcome.Measured>().LeavesLimits.ShouldBeTrue();
    }

    [Fact]
    public async Task A_sweep_removes_trial_packages_alone_also_where_force_is_unknown()
    {
        var server = new ScriptedServer()
            .On("GET ~/_/packages?limit=200&skip=0", 200, """[{"name":"mine"},{"name":"aquatope-trial-wf-1-3"}]""")
            .On($"DELETE {Package}?force=true", 409, """{"error":"Package not empty (contains 1 entities)."}""")
            .On($"GET {Package}", 200, """{"actions":[{"name":"stage-0"}]}""")
            .On($"DELETE {Copies}0", 200, "{}")
            .On($"DELETE {Package}", 200, "{}");

        (await Platforms.Over(server).SweepAsync(default)).ShouldBe(1);
        server.IsOver();
    }

    [Fact]
    public void A_long_workflow_name_still_gives_a_legal_package_name() =>
        EntityName.IsValid(ShadowPackages.NameOf(new TrialId(
                WorkflowId.Parse(new string('w', 256)), int.MaxValue, int.MaxValue)))
            .ShouldBeTrue();

    private static readonly string Call = Posted(0, "{}");

    private static TrialOrder One => Platforms.Trial(Platforms.Workflow("{}", "a"), 1, 256);

    private static string Posted(int stage, string parameters) => $"POST {Copies}{stage}?blocking=true {parameters}";

    private static ScriptedServer OneStage() =>
        OnCopy(new ScriptedServer().OnDescribe().On($"PUT {Package}?overwrite=true {{}}", 200, "{}"), "a", 0, 256);

    private static ScriptedServer OnCopy(ScriptedServer server, string function, int stage, int memory) =>
        server.On($"GET ~/guest/actions/{function}", 200, Original)
            .On($"PUT {Copies}{stage}?overwrite=true {Copy(memory)}", 200, "{}");

    private static string Copy(int memory) =>
        JsonNode.Parse($$"""
            {"exec":{"kind":"nodejs:20","code":"function main(){}","binary":false},
             "parameters":[{"key":"p","value":1}],"annotations":[{"key":"exec","value":"nodejs:20"}],
             "limits":{"timeout":60000,"memory":{{memory}},"logs":10,"concurrency":1} }
            """)!.ToJsonString();

    private static async Task<TrialOutcome> MeasureAsync(ScriptedServer server, TrialOrder order)
    {
        using var platform = Platforms.Over(server);
        var outcome = await platform.MeasureAsync(order, default);
        platform.OutstandingInvocations.ShouldBe(0);
        return outcome;
    }

    private static void Next(TaskCompletionSource answer, OpenWhiskPlatform platform, int outstanding)
    {
        answer.SetResult();
        SpinWait.SpinUntil(() => platform.OutstandingInvocations == outstanding, TimeSpan.FromSeconds(60))
            .ShouldBeTrue();
    }
}
