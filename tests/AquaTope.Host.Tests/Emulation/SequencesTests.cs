using System.Net;
using System.Text.Json;

namespace AquaTope.Host.Tests.Emulation;

public sealed class SequencesTests
{
    private static string Sequence(params string[] components) =>
        $$"""{"exec":{"kind":"sequence","components":[{{string.Join(",", components.Select(name => $"\"{name}\""))}}] } }""";

    [Fact]
    public async Task A_sequence_is_stored_with_its_components_as_parameters()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("a");
        await emulator.CreateActionAsync("b");

        var sequence = (await emulator.PutAsync("actions/ab", Sequence("/_/a", "/guest/b"))).Body;

        sequence.GetProperty("exec").GetRawText()
            .ShouldBe("""{"kind":"sequence","components":["/guest/a","/guest/b"]}""");
        sequence.GetProperty("parameters").GetRawText()
            .ShouldBe("""[{"key":"_actions","value":["/guest/a","/guest/b"]}]""");
        sequence.Annotation("exec")!.Value.GetString().ShouldBe("sequence");
    }

    [Fact]
    public async Task A_sequence_passes_results_on_and_records_the_whole_beside_its_parts()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("a", more: ""","parameters":[{"key":"from","value":"a"}]""");
        await emulator.CreateActionAsync(
            "b", """{"key":"aquatope-model","value":{"work":2}}""", ""","limits":{"memory":512}""");
        await emulator.PutAsync("actions/ab", Sequence("/_/a", "/_/b"));

        var answer = (await emulator.InvokeAsync("ab", """{"x":1}""")).Body;
        var records = await emulator.RecordsAsync();

        answer.GetProperty("response").GetProperty("result").GetRawText().ShouldBe("""{"from":"a","x":1}""");
        var whole = records.Single(record => record.Text("name") == "ab");
        JsonElement[] parts =
            [.. records.Where(record => record.Text("name") != "ab").OrderBy(record => record.Number("start"))];
        parts.Select(part => part.Text("name")).ShouldBe(["a", "b"]);
        whole.Annotation("kind")!.Value.GetString().ShouldBe("sequence");
        whole.Annotation("topmost")!.Value.GetBoolean().ShouldBeTrue();
        whole.Annotation("limits")!.Value.GetRawText().ShouldBe("""{"timeout":60000,"memory":512,"logs":10}""");
        whole.Annotation("initTime").ShouldBeNull();
        whole.Annotation("timeout").ShouldBeNull();
        whole.Has("cause").ShouldBeFalse();
        whole.Number("duration").ShouldBe(parts.Sum(part => part.Number("duration")));
        whole.Number("end").ShouldBe(parts[1].Number("end"));
        (whole.Number("end") - whole.Number("start")).ShouldBeGreaterThan(whole.Number("duration"));
        whole.GetProperty("logs").EnumerateArray().Select(id => id.GetString())
            .ShouldBe(parts.Select(part => part.Text("activationId")));
        foreach (var part in parts)
        {
            part.Text("cause").ShouldBe(whole.Text("activationId"));
            part.Annotation("causedBy")!.Value.GetString().ShouldBe("sequence");
        }
        (parts[1].Number("start") - parts[1].Annotation("waitTime")!.Value.GetInt64()).ShouldBe(parts[0].Number("end"));
    }

    [Fact]
    public async Task A_sequence_inside_another_names_it_as_its_cause()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("a");
        await emulator.PutAsync("actions/inner", Sequence("/_/a"));
        await emulator.PutAsync("actions/outer", Sequence("/_/inner", "/_/a"));

        await emulator.InvokeAsync("outer");
        var records = await emulator.RecordsAsync();

        var outer = records.Single(record => record.Text("name") == "outer");
        var inner = records.Single(record => record.Text("name") == "inner");
        inner.Annotation("topmost")!.Value.GetBoolean().ShouldBeFalse();
        inner.Annotation("causedBy")!.Value.GetString().ShouldBe("sequence");
        inner.Text("cause").ShouldBe(outer.Text("activationId"));
        outer.GetProperty("logs")[0].GetString().ShouldBe(inner.Text("activationId"));
        records.Count(record => record.Text("name") == "a" && record.Text("cause") == inner.Text("activationId"))
            .ShouldBe(1);
    }

    [Fact]
    public async Task An_error_stops_a_sequence_and_is_its_result()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("bad", more: ""","parameters":[{"key":"error","value":"broken"}]""");
        await emulator.CreateActionAsync("never");
        await emulator.PutAsync("actions/s", Sequence("/_/bad", "/_/never"));

        var answer = await emulator.InvokeAsync("s", query: "&result=true");

        answer.Status.ShouldBe(HttpStatusCode.BadGateway);
        answer.Text.ShouldBe("""{"error":"broken"}""");
        (await emulator.RecordsAsync()).ShouldNotContain(record => record.Text("name") == "never");
    }

    [Fact]
    public async Task A_component_that_is_gone_by_its_turn_ends_the_sequence()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("a");
        await emulator.CreateActionAsync("b");
        await emulator.PutAsync("actions/ab", Sequence("/_/a", "/_/b"));
        await emulator.DeleteAsync("actions/b");

        var answer = await emulator.InvokeAsync("ab", query: "&result=true");

        answer.Status.ShouldBe(HttpStatusCode.BadGateway);
        answer.Text.ShouldBe("""{"error":"Sequence component does not exist."}""");
    }

    [Theory]
    [InlineData("""{"exec":{"kind":"sequence","components":[]}}""", "No component specified for the sequence.")]
    [InlineData("""{"exec":{"kind":"sequence","components":["/_/none"]}}""", "Sequence component does not exist.")]
    [InlineData("""{"exec":{"kind":"sequence","components":["/_/s"]}}""", "Sequence may not refer to itself.")]
    [InlineData("""{"exec":{"kind":"sequence"}}""", "The request content was malformed:\n'components' must be defined for sequence kind")]
    public async Task A_sequence_that_cannot_run_is_refused(string body, string error)
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.PutAsync("actions/s", body);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldBe(error);
    }

    [Fact]
    public async Task A_sequence_may_not_come_back_to_itself_by_another()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("s");
        await emulator.PutAsync("actions/t", Sequence("/_/s"));

        var answer = await emulator.PutAsync("actions/s?overwrite=true", Sequence("/_/t"));

        answer.Error.ShouldBe("Sequence may not refer to itself.");
    }

    [Fact]
    public async Task A_sequence_has_at_most_fifty_actions_those_of_inner_sequences_included()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("a");
        await emulator.PutAsync("actions/thirty", Sequence([.. Enumerable.Repeat("/_/a", 30)]));

        (await emulator.PutAsync("actions/fifty", Sequence([.. Enumerable.Repeat("/_/a", 50)]))).Status
            .ShouldBe(HttpStatusCode.OK);
        (await emulator.PutAsync("actions/sixty", Sequence("/_/thirty", "/_/thirty"))).Error
            .ShouldBe("Too many actions in the sequence.");
    }
}
