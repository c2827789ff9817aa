using System.Net;
using System.Text.Json;
using AquaTope.Host.Emulation;

namespace AquaTope.Host.Tests.Emulation;

public sealed class TriggersAndRulesTests
{
    private static async Task<EmulatorUnderTest> WithRuleAsync(EmulatorOptions? options = null)
    {
        var emulator = await EmulatorUnderTest.StartAsync(options ?? new EmulatorOptions());
        await emulator.CreateActionAsync("hello");
        await emulator.PutAsync("triggers/tick", """{"parameters":[{"key":"t","value":1}]}""");
        (await emulator.PutAsync("rules/r", """{"trigger":"/_/tick","action":"/_/hello","status":""}"""))
            .Status.ShouldBe(HttpStatusCode.OK);
        return emulator;
    }

    [Fact]
    public async Task A_new_rule_is_active_and_shows_in_its_trigger()
    {
        await using var emulator = await WithRuleAsync();

        var rule = (await emulator.GetAsync("rules/r")).Body;
        var trigger = (await emulator.GetAsync("triggers/tick")).Body;

        rule.Text("status").ShouldBe("active");
        rule.GetProperty("trigger").GetRawText().ShouldBe("""{"path":"guest","name":"tick"}""");
        trigger.GetProperty("rules").GetRawText()
            .ShouldBe("""{"guest/r":{"action":{"path":"guest","name":"hello"},"status":"active"}}""");
        (await emulator.GetAsync("rules")).Body[0].Has("status").ShouldBeFalse();
    }

    [Fact]
    public async Task Firing_a_trigger_invokes_the_actions_of_its_rules()
    {
        await using var emulator = await WithRuleAsync();

        var answer = await emulator.PostAsync("triggers/tick", """{"x":2}""");
        emulator.Pass(30);

        answer.Status.ShouldBe(HttpStatusCode.Accepted);
        var fired = (await emulator.GetAsync($"activations/{answer.Body.Text("activationId")}")).Body;
        fired.Text("name").ShouldBe("tick");
        fired.Has("end").ShouldBeFalse();
        fired.Has("duration").ShouldBeFalse();
        fired.GetProperty("response").GetProperty("result").GetRawText().ShouldBe("""{"t":1,"x":2}""");
        var log = JsonElement.Parse(fired.GetProperty("logs")[0].GetString()!);
        log.Text("rule").ShouldBe("guest/r");
        log.Text("action").ShouldBe("guest/hello");
        var run = (await emulator.GetAsync($"activations/{log.Text("activationId")}")).Body;
        run.GetProperty("response").GetProperty("result").GetRawText().ShouldBe("""{"t":1,"x":2}""");
        run.Has("cause").ShouldBeFalse();
    }

    [Fact]
    public async Task Firing_a_trigger_without_an_active_rule_answers_nothing()
    {
        await using var emulator = await WithRuleAsync();

        var switched = await emulator.PostAsync("rules/r", """{"status":"inactive","trigger":null,"action":null}""");
        switched.Text.ShouldBe("OK");
        var answer = await emulator.PostAsync("triggers/tick", "{}");

        answer.Status.ShouldBe(HttpStatusCode.NoContent);
        answer.Text.ShouldBeEmpty();
        (await emulator.GetAsync("activations")).Body.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_update_keeps_the_status_of_a_rule()
    {
        await using var emulator = await WithRuleAsync();
        await emulator.PostAsync("rules/r", """{"status":"inactive"}""");

        var rule = (await emulator.PutAsync(
            "rules/r?overwrite=true", """{"annotations":[{"key":"a","value":1}]}""")).Body;

        rule.Text("status").ShouldBe("inactive");
        rule.Text("version").ShouldBe("0.0.2");
    }

    [Theory]
    [InlineData("""{"trigger":"/_/tick"}""", "rule requires a valid trigger and a valid action")]
    [InlineData("""{"trigger":"/_/none","action":"/_/hello"}""", "trigger /guest/none does not exist")]
    [InlineData("""{"trigger":"/_/tick","action":"/_/none"}""", "action /guest/none does not exist")]
    public async Task A_rule_needs_a_trigger_and_an_action(string body, string error)
    {
        await using var emulator = await WithRuleAsync();

        var answer = await emulator.PutAsync("rules/other", body);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldBe(error);
    }

    [Fact]
    public async Task A_rule_takes_no_other_status()
    {
        await using var emulator = await WithRuleAsync();

        (await emulator.PostAsync("rules/r", """{"status":"paused"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_update_of_a_trigger_replaces_its_lists_as_a_whole()
    {
        await using var emulator = await WithRuleAsync();

        var trigger = (await emulator.PutAsync(
            "triggers/tick?overwrite=true", """{"parameters":[{"key":"u","value":2}]}""")).Body;

        trigger.GetProperty("parameters").GetRawText().ShouldBe("""[{"key":"u","value":2}]""");
    }

    [Fact]
    public async Task Firings_are_throttled_by_the_minute()
    {
        await using var emulator = await WithRuleAsync(new EmulatorOptions { FiresPerMinute = 1 });
        await emulator.PostAsync("triggers/tick", "{}");

        var answer = await emulator.PostAsync("triggers/tick", "{}");

        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Error.ShouldBe("Too many requests in the last minute (count: 2, allowed: 1).");
    }
}
