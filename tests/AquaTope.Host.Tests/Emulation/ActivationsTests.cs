using System.Net;
using AquaTope.Host.Emulation;

namespace AquaTope.Host.Tests.Emulation;

public sealed class ActivationsTests
{
    // Three warm runs of a second, started one minute apart; returns their starts, first to last.
    private static async Task<long[]> RunThriceAsync(EmulatorUnderTest emulator)
    {
        await emulator.CreateActionAsync("hello");
        for (var i = 0; i < 3; i++) await emulator.InvokeAsync("hello", seconds: 60);
        return [.. (await emulator.RecordsAsync()).Select(record => record.Number("start")).Order()];
    }

    [Fact]
    public async Task Lists_hold_summaries_the_last_started_first()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        var starts = await RunThriceAsync(emulator);

        var list = (await emulator.GetAsync("activations")).Body.EnumerateArray().ToArray();

        list.Select(entry => entry.Number("start")).ShouldBe(starts.Reverse());
        list[0].Number("statusCode").ShouldBe(0);
        list[0].Number("duration").ShouldBe(list[0].Number("end") - list[0].Number("start"));
        list[0].Has("response").ShouldBeFalse();
        list[0].Has("logs").ShouldBeFalse();
        list[0].Has("subject").ShouldBeFalse();
    }

    [Fact]
    public async Task Since_and_upto_include_their_instant_and_compare_with_the_start()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        var starts = await RunThriceAsync(emulator);

        async Task<int> CountAsync(string query) =>
            (await emulator.GetAsync($"activations?{query}")).Body.GetArrayLength();

        (await CountAsync($"since={starts[1]}")).ShouldBe(2);
        (await CountAsync($"since={starts[1] + 1}")).ShouldBe(1);
        (await CountAsync($"upto={starts[1]}")).ShouldBe(2);
        (await CountAsync($"upto={starts[1] - 1}")).ShouldBe(1);
        (await CountAsync($"since={starts[1]}&upto={starts[1]}")).ShouldBe(1);
        (await CountAsync($"since={starts[2]}&upto={starts[0]}")).ShouldBe(0);
    }

    [Fact]
    public async Task Activations_are_counted_paged_and_filtered_by_name()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.PutAsync("packages/pkg", "{}");
        await emulator.CreateActionAsync("pkg/hello");
        await emulator.CreateActionAsync("hello");
        await emulator.PutAsync("packages/bound", """{"binding":{"namespace":"_","name":"pkg"}}""");
        foreach (var name in new[] { "hello", "pkg/hello", "pkg/hello", "bound/hello" })
            await emulator.InvokeAsync(name, seconds: 10);

        (await emulator.GetAsync("activations?count=true")).Text.ShouldBe("""{"activations":4}""");
        (await emulator.GetAsync("activations?count=true&skip=1")).Text.ShouldBe("""{"activations":3}""");
        (await emulator.GetAsync("activations?skip=3&limit=2")).Body.GetArrayLength().ShouldBe(1);
        (await emulator.GetAsync("activations?name=hello")).Body.GetArrayLength().ShouldBe(1);
        (await emulator.GetAsync("activations?name=pkg/hello")).Body.GetArrayLength().ShouldBe(2);
        (await emulator.GetAsync("activations?name=bound/hello")).Body.GetArrayLength().ShouldBe(1);
        (await emulator.GetAsync("activations?name=")).Body.GetArrayLength().ShouldBe(4);
    }

    [Fact]
    public async Task A_limit_of_zero_means_two_hundred()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync(
            new EmulatorOptions
            {
                Simulation = new() { UserMemory = Models.Quantities.MemorySize.FromMegabytes(65_536) }
            });
        await emulator.CreateActionAsync("hello");
        for (var i = 0; i < 205; i++) await emulator.PostAsync("actions/hello", "{}");
        emulator.Pass(60);

        (await emulator.GetAsync("activations?limit=0")).Body.GetArrayLength().ShouldBe(200);
        (await emulator.GetAsync("activations")).Body.GetArrayLength().ShouldBe(30);
        (await emulator.GetAsync("activations?limit=201")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_record_has_its_result_and_its_logs_at_addresses_of_their_own()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("hello");
        var id = (await emulator.InvokeAsync("hello", """{"x":1}""")).Body.Text("activationId");

        (await emulator.GetAsync($"activations/{id}/result")).Text
            .ShouldBe("""{"status":"success","success":true,"result":{"x":1},"size":7}""");
        (await emulator.GetAsync($"activations/{id}/logs")).Text.ShouldBe("""{"logs":[]}""");
        (await emulator.GetAsync($"activations/{new string('0', 32)}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("activations/0123456789", "Activation id length is 10 but must be 32.")]
    [InlineData("activations/zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "The activation id is not valid.")]
    [InlineData("activations?since=yesterday", "Parameter is not a valid value for epoch seconds: yesterday")]
    [InlineData("activations?upto=99999999999999999999", "Parameter is not a valid value for epoch seconds: "
        + "99999999999999999999")]
    [InlineData("activations?name=a/b/c", "Parameter may be a 'simple' name or 'package-name/simple' name: a/b/c")]
    [InlineData("activations?docs=true&count=true", "The parameter 'docs' is not permitted with 'count'.")]
    public async Task A_request_that_makes_no_sense_is_refused(string path, string error)
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.GetAsync(path);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldEndWith(error);
    }

    [Fact]
    public async Task Only_so_many_records_are_kept_and_the_oldest_go_first()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync(new EmulatorOptions { ActivationCapacity = 2 });
        var starts = await RunThriceAsync(emulator);

        starts.Length.ShouldBe(2);
        starts[0].ShouldBeGreaterThan(EmulatorUnderTest.Start.AddSeconds(59).ToUnixTimeMilliseconds());
    }
}
