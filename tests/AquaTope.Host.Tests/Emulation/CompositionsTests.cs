using System.Net;
using System.Text.Json;

namespace AquaTope.Host.Tests.Emulation;

public sealed class CompositionsTests
{
    private static Task<Answer> ComposeAsync(EmulatorUnderTest emulator, string name, string tree) =>
        emulator.CreateActionAsync(name, $$"""{"key":"conductor","value":{{tree}}}""");

    [Fact]
    public async Task A_chain_runs_the_conductor_before_each_action_and_at_the_end()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("a", more: ""","parameters":[{"key":"a","value":1}]""");
        await emulator.CreateActionAsync("b", more: ""","parameters":[{"key":"b","value":2}]""");
        await ComposeAsync(
            emulator, "flow",
            """{"type":"sequence","components":[{"type":"action","name":"/_/a"},{"type":"action","name":"/_/b"}]}""");

        var answer = (await emulator.InvokeAsync("flow", """{"x":0}""")).Body;
        var records = await emulator.RecordsAsync();

        answer.GetProperty("response").GetProperty("result").GetRawText().ShouldBe("""{"b":2,"a":1,"x":0}""");
        var primary = records.Single(record => record.Annotation("conductor") is not null);
        JsonElement[] derived =
            [.. records.Where(record => record.Has("cause")).OrderBy(record => record.Number("start"))];
        derived.Select(record => record.Text("name")).ShouldBe(["flow", "a", "flow", "b", "flow"]);
        derived.ShouldAllBe(record => record.Text("cause") == primary.Text("activationId")
            && record.Annotation("causedBy")!.Value.GetString() == "sequence");
        primary.Text("activationId").ShouldBe(answer.Text("activationId"));
        primary.Annotation("kind")!.Value.GetString().ShouldBe("sequence");
        primary.Annotation("topmost")!.Value.GetBoolean().ShouldBeTrue();
        primary.Number("duration").ShouldBe(derived.Sum(record => record.Number("duration")));
        primary.GetProperty("logs").EnumerateArray().Select(id => id.GetString())
            .ShouldBe(derived.Select(record => record.Text("activationId")));
        var step = derived[0].GetProperty("response").GetProperty("result");
        step.Text("method").ShouldBe("action");
        step.Text("action").ShouldBe("/_/a");
        step.GetProperty("state").GetProperty("$composer").Number("state").ShouldBe(1);
    }

    [Fact]
    public async Task Branches_run_side_by_side_as_compositions_of_their_own_and_join()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("a", more: ""","parameters":[{"key":"a","value":1}]""");
        await emulator.CreateActionAsync(
            "b", """{"key":"aquatope-model","value":{"work":3}}""", ""","parameters":[{"key":"b","value":2}]""");
        await ComposeAsync(
            emulator, "fork",
            """{"type":"parallel","components":[{"type":"action","name":"/_/a"},{"type":"action","name":"/_/b"}]}""");

        var answer = (await emulator.InvokeAsync("fork", """{"x":0}""")).Body;
        var records = await emulator.RecordsAsync();

        answer.GetProperty("response").GetProperty("result").GetRawText()
            .ShouldBe("""{"value":[{"a":1,"x":0},{"b":2,"x":0}]}""");
        JsonElement[] branches =
        [
            .. records.Where(record => record.Annotation("conductor") is not null
                && record.Text("activationId") != answer.Text("activationId"))
        ];
        branches.Length.ShouldBe(2);
        branches.ShouldAllBe(branch => !branch.Has("cause") && branch.Annotation("topmost")!.Value.GetBoolean());
        branches.Select(branch => branch.GetProperty("response").GetProperty("result").Text("sessionId"))
            .ShouldAllBe(session => session == answer.Text("activationId"));
        var a = records.Single(record => record.Text("name") == "a");
        var b = records.Single(record => record.Text("name") == "b");
        b.Number("start").ShouldBeLessThan(a.Number("end"));
    }

    [Theory]
    [InlineData("""{"type":"literal","value":{"v":1}}""", """{"v":1}""")]
    [InlineData("""{"type":"literal","value":7}""", """{"value":7}""")]
    [InlineData("""{"type":"empty"}""", """{"x":0}""")]
    [InlineData("""{"type":"function","function":{"exec":{"kind":"nodejs:20","code":"x"}}}""", """{"x":0}""")]
    [InlineData("""{"type":"retain","components":[{"type":"literal","value":{"v":1}}]}""", """{"params":{"x":0},"result":{"v":1}}""")]
    [InlineData("""{"type":"merge","components":[{"type":"literal","value":{"v":1}}]}""", """{"x":0,"v":1}""")]
    [InlineData("""{"type":"let","declarations":{"n":1},"components":[{"type":"mask","components":[{"type":"literal","value":{"v":2}}]}]}""", """{"v":2}""")]
    [InlineData("""{"type":"par","components":[]}""", """{"value":[]}""")]
    public async Task Combinators_without_actions_run_within_the_conductor(string tree, string result)
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await ComposeAsync(emulator, "flow", tree);

        var answer = await emulator.InvokeAsync("flow", """{"x":0}""", "&result=true");

        answer.Text.ShouldBe(result);
    }

    [Fact]
    public async Task An_error_of_a_component_ends_the_composition()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("bad", more: ""","parameters":[{"key":"error","value":"broken"}]""");
        await ComposeAsync(
            emulator, "flow",
            """{"type":"seq","components":[{"type":"action","name":"/_/bad"},{"type":"literal","value":{"v":1}}]}""");

        var answer = await emulator.InvokeAsync("flow", query: "&result=true");

        answer.Status.ShouldBe(HttpStatusCode.BadGateway);
        answer.Text.ShouldBe("""{"error":"broken"}""");
    }

    [Fact]
    public async Task An_action_that_does_not_exist_is_named()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await ComposeAsync(emulator, "flow", """{"type":"action","name":"/_/none"}""");

        var answer = await emulator.InvokeAsync("flow", query: "&result=true");

        answer.Text.ShouldBe("""{"error":"Failed to resolve action with name '/_/none' during composition."}""");
    }

    [Fact]
    public async Task A_combinator_that_is_not_interpreted_is_named()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await ComposeAsync(emulator, "flow", """{"type":"while","test":{},"body":{}}""");

        var answer = await emulator.InvokeAsync("flow", query: "&result=true");

        answer.Status.ShouldBe(HttpStatusCode.BadGateway);
        answer.Text.ShouldBe("""{"error":"This platform does not interpret compositions with 'while'."}""");
    }

    [Fact]
    public async Task A_conductor_without_a_syntax_tree_runs_what_its_caller_names()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("a", more: ""","parameters":[{"key":"a","value":1}]""");
        await ComposeAsync(emulator, "plain", "true");

        var answer = await emulator.InvokeAsync(
            "plain", """{"action":"a","params":{"x":0},"state":{"s":9}}""", "&result=true");

        answer.Text.ShouldBe("""{"a":1,"x":0,"s":9}""");
    }

    [Fact]
    public async Task A_composition_that_calls_itself_ends_when_its_budget_is_spent()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await ComposeAsync(emulator, "loop", """{"type":"action","name":"/_/loop"}""");

        var answer = await emulator.PostAsync("actions/loop", "{}");
        emulator.Pass(600);

        var id = answer.Body.Text("activationId");
        (await emulator.GetAsync($"activations/{id}/result")).Body.GetProperty("result").Text("error")
            .ShouldBe("Too many actions in the composition.");
        (await emulator.GetAsync("activations?count=true")).Body.Number("activations").ShouldBeInRange(100, 200);
    }

    [Theory]
    [InlineData("""{"$composer":{"state":99,"stack":[]}}""")]
    [InlineData("""{"$composer":{"state":-1,"stack":[]}}""")]
    [InlineData("""{"$composer":5}""")]
    [InlineData("""{"$composer":{"state":2,"stack":[]}}""")]
    public async Task A_forged_state_is_an_error_of_the_composition(string payload)
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await ComposeAsync(emulator, "flow", """{"type":"retain","components":[{"type":"literal","value":{"v":1}}]}""");

        var answer = await emulator.InvokeAsync("flow", payload, "&result=true");

        answer.Status.ShouldBe(HttpStatusCode.BadGateway);
        answer.Error.ShouldContain("$composer was not written by this composition");
    }
}
