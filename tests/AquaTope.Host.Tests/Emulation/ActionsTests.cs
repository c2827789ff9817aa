using System.Net;
using System.Text.Json;
using AquaTope.Host.Emulation;
using AquaTope.Models.Platform;

namespace AquaTope.Host.Tests.Emulation;

public sealed class ActionsTests
{
    [Fact]
    public async Task A_new_action_gets_defaults_its_resolved_kind_and_the_annotations_that_clients_look_for()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var action = (await emulator.PutAsync(
            "actions/hello", """{"name":"ignored","exec":{"kind":" NodeJS:Default ","code":"x => x"}}""")).Body;

        action.Text("namespace").ShouldBe("guest");
        action.Text("name").ShouldBe("hello");
        action.Text("version").ShouldBe("0.0.1");
        action.GetProperty("exec").Text("kind").ShouldBe("nodejs:20");
        action.Annotation("exec")!.Value.GetString().ShouldBe("nodejs:20");
        action.Annotation("provide-api-key")!.Value.GetBoolean().ShouldBeFalse();
        action.GetProperty("limits").GetRawText()
            .ShouldBe("""{"timeout":60000,"memory":256,"logs":10,"concurrency":1}""");
        action.Number("updated").ShouldBe(EmulatorUnderTest.Start.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task An_update_of_limits_alone_keeps_everything_else_and_raises_the_patch_number()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.PutAsync(
            "actions/hello",
            """
            {"exec":{"kind":"python:3.12","code":"def main(a): return a","main":"main"},
             "parameters":[{"key":"a","value":1},{"key":"s","value":"t","init":true}],
             "annotations":[{"key":"owner","value":{"team":"x"}}],
             "limits":{"timeout":30000,"memory":128}}
            """);

        var answer = await emulator.PutAsync("actions/hello?overwrite=true", """{"limits":{"memory":512}}""");

        answer.Status.ShouldBe(HttpStatusCode.OK);
        var action = answer.Body;
        action.GetProperty("limits").GetRawText()
            .ShouldBe("""{"timeout":30000,"memory":512,"logs":10,"concurrency":1}""");
        action.Text("version").ShouldBe("0.0.2");
        action.GetProperty("exec").GetRawText()
            .ShouldBe("""{"kind":"python:3.12","code":"def main(a): return a","main":"main","binary":false}""");
        action.GetProperty("parameters").GetRawText()
            .ShouldBe("""[{"key":"a","value":1},{"key":"s","value":"t","init":true}]""");
        action.Annotation("owner")!.Value.GetRawText().ShouldBe("""{"team":"x"}""");
    }

    [Fact]
    public async Task An_update_of_limits_of_a_missing_action_says_that_there_is_no_code()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.PutAsync("actions/none?overwrite=true", """{"limits":{"memory":256}}""");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldBe("exec undefined");
    }

    [Fact]
    public async Task An_existing_action_is_not_overwritten_unasked()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("hello");

        var answer = await emulator.PutAsync("actions/hello", """{"exec":{"kind":"nodejs:20","code":"y"}}""");

        answer.Status.ShouldBe(HttpStatusCode.Conflict);
        answer.Error.ShouldBe("resource already exists");
    }

    [Fact]
    public async Task A_name_of_another_collection_is_a_conflict()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.PutAsync("triggers/hello", "{}");

        var answer = await emulator.PutAsync(
            "actions/hello?overwrite=true", """{"exec":{"kind":"nodejs:20","code":"y"}}""");

        answer.Status.ShouldBe(HttpStatusCode.Conflict);
        answer.Error.ShouldBe("Resource by this name exists but is not in this collection.");
    }

    [Fact]
    public async Task Annotations_are_merged_by_key_after_some_were_removed()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync(
            "hello", """{"key":"a","value":1},{"key":"b","value":2},{"key":"c","value":3}""");

        var action = (await emulator.PutAsync(
            "actions/hello?overwrite=true",
            """{"delAnnotations":["a"],"annotations":[{"key":"b","value":20},{"key":"d","value":4}]}""")).Body;

        action.Annotation("a").ShouldBeNull();
        action.Annotation("b")!.Value.GetInt32().ShouldBe(20);
        action.Annotation("c")!.Value.GetInt32().ShouldBe(3);
        action.Annotation("d")!.Value.GetInt32().ShouldBe(4);
    }

    [Theory]
    [InlineData("""{"memory":1024}""", "memory size 1024 MB exceeds allowed threshold of 512 MB")]
    [InlineData("""{"memory":64}""", "memory size 64 MB below allowed threshold of 128 MB")]
    [InlineData("""{"timeout":400000}""", "duration 400000 milliseconds exceeds allowed threshold of 300000 milliseconds")]
    [InlineData("""{"timeout":1}""", "duration 1 milliseconds below allowed threshold of 100 milliseconds")]
    [InlineData("""{"logs":11}""", "log size 11 MB exceeds allowed threshold of 10 MB")]
    [InlineData("""{"concurrency":5}""", "concurrency 5 exceeds allowed threshold of 1")]
    public async Task A_limit_out_of_range_is_named_with_the_threshold(string limits, string sentence)
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("hello");

        var answer = await emulator.PutAsync("actions/hello?overwrite=true", $$"""{"limits":{{limits}} }""");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldBe($"requirement failed: {sentence}");
        answer.Body.GetProperty("code").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Theory]
    [InlineData("""{"memory":256.5}""", "requirement failed: memory limit must be whole number")]
    [InlineData("""{"memory":"256"}""", "memory limit malformed")]
    [InlineData("""{"memory":-1}""", "requirement failed: a negative size of an object is not allowed.")]
    [InlineData("""{"timeout":true}""", "time limit malformed")]
    [InlineData("""{"timeout":1e300}""", "time limit malformed")]
    public async Task A_limit_that_is_no_number_of_its_kind_is_malformed(string limits, string reason)
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("hello");

        var answer = await emulator.PutAsync("actions/hello?overwrite=true", $$"""{"limits":{{limits}} }""");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldBe($"The request content was malformed:\n{reason}");
    }

    [Fact]
    public async Task A_stock_platform_passes_over_a_limit_of_cpu()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("hello");

        var answer = await emulator.PutAsync(
            "actions/hello?overwrite=true", """{"limits":{"cpu":"nonsense","memory":128}}""");

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Body.GetProperty("limits").Has("cpu").ShouldBeFalse();
    }

    [Fact]
    public async Task A_platform_with_cpu_limits_keeps_them_and_runs_by_them()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync(
            new EmulatorOptions { Capabilities = PlatformCapabilities.CpuLimits });
        await emulator.CreateActionAsync(
            "hello", """{"key":"aquatope-model","value":{"work":2,"parallelFraction":1}}""");

        var action = (await emulator.PutAsync("actions/hello?overwrite=true", """{"limits":{"cpu":4}}""")).Body;
        var record = (await emulator.InvokeAsync("hello")).Body;

        action.GetProperty("limits").GetProperty("cpu").GetDouble().ShouldBe(4);
        record.Annotation("limits")!.Value.GetProperty("cpu").GetDouble().ShouldBe(4);
        (record.Number("duration") - record.Annotation("initTime")!.Value.GetInt64()).ShouldBe(500);
    }

    [Theory]
    [InlineData("7.5", "requirement failed: CPU 7.5 exceeds allowed threshold of 6.0")]
    [InlineData("0.05", "requirement failed: CPU 0.05 below allowed threshold of 0.1")]
    [InlineData("\"two\"", "CPU limit malformed")]
    public async Task A_platform_with_cpu_limits_checks_them_as_it_reads_the_request(string cpu, string reason)
    {
        await using var emulator = await EmulatorUnderTest.StartAsync(
            new EmulatorOptions { Capabilities = PlatformCapabilities.CpuLimits });
        await emulator.CreateActionAsync("hello");

        var answer = await emulator.PutAsync("actions/hello?overwrite=true", $$"""{"limits":{"cpu":{{cpu}} } }""");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldBe($"The request content was malformed:\n{reason}");
    }

    [Fact]
    public async Task A_list_shows_summaries_the_last_updated_first()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("older");
        emulator.Pass(1);
        await emulator.PutAsync("packages/pkg", "{}");
        await emulator.CreateActionAsync("pkg/newer");

        var list = (await emulator.GetAsync("actions?limit=0")).Body.EnumerateArray().ToArray();

        list.Select(entry => $"{entry.Text("namespace")}/{entry.Text("name")}")
            .ShouldBe(["guest/pkg/newer", "guest/older"]);
        list[0].Annotation("exec")!.Value.GetString().ShouldBe("nodejs:20");
        list[0].GetProperty("exec").GetRawText().ShouldBe("""{"binary":false}""");
        list[0].Has("parameters").ShouldBeFalse();
        (await emulator.GetAsync("actions/pkg/")).Body.GetArrayLength().ShouldBe(1);
        (await emulator.GetAsync("actions?skip=1&limit=5")).Body.GetArrayLength().ShouldBe(1);
        (await emulator.GetAsync("actions?count=true&skip=1")).Text.ShouldBe("""{"actions":1}""");
    }

    [Theory]
    [InlineData("limit=201", "The value '201' is not in the range of 0 to 200 for actions.")]
    [InlineData("limit=-1", "The value '-1' is not in the range of 0 to 200 for actions.")]
    [InlineData("limit=x", "The value 'x' is not an integer for actions.")]
    [InlineData("skip=-1", "The value '-1' is not greater than or equal to 0 for actions.")]
    public async Task A_list_refuses_a_page_out_of_range(string query, string reason)
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.GetAsync($"actions?{query}");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldEndWith(reason);
    }

    [Fact]
    public async Task Code_is_left_out_on_request_and_the_deleted_entity_is_answered()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("hello");

        (await emulator.GetAsync("actions/hello?code=false")).Body.GetProperty("exec").Has("code").ShouldBeFalse();
        (await emulator.DeleteAsync("actions/hello")).Body.Text("name").ShouldBe("hello");
        var gone = await emulator.GetAsync("actions/hello");

        gone.Status.ShouldBe(HttpStatusCode.NotFound);
        gone.Error.ShouldBe("The requested resource does not exist.");
    }

    [Fact]
    public async Task An_archive_is_recognized_by_its_base64()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var action = (await emulator.PutAsync(
            "actions/zip", """{"exec":{"kind":"nodejs:20","code":"UEsDBBQAAAA="}}""")).Body;

        action.GetProperty("exec").GetProperty("binary").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_service_model_that_makes_no_sense_is_refused_with_the_field_at_fault()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.PutAsync(
            "actions/a",
            """{"exec":{"kind":"nodejs:20","code":"x"},"annotations":[{"key":"aquatope-model","value":{"work":1,"stragglerRate":2}}]}""");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldContain("'stragglerRate' is 2; it must be a number from 0 to 1.");
    }
}
