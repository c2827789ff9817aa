using System.Text.Json;
using AquaTope.Host.Cli;
using AquaTope.Host.Tests.Dashboard;

namespace AquaTope.Host.Tests.Cli.Safety;

public sealed class HaltVerbsTests
{
    [Fact]
    public async Task A_halt_is_seen_wherever_one_looks_until_it_is_ended()
    {
        await using var node = await NodeUnderTest.StartAsync();

        var halted = await RunAsync(node, "halt", "--why", "latency alarm");
        var status = await RunAsync(node, "status");
        var json = JsonElement.Parse((await RunAsync(node, "halt", "--why", "said again", "--json", "-")).Output);
        var resumed = await RunAsync(node, "resume");
        var nothing = await RunAsync(node, "resume");

        halted.Output.ShouldStartWith("HALTED since ");
        halted.Output.ShouldContain("by anonymous (latency alarm)");
        status.Output.ShouldContain("HALTED since ");
        json.GetProperty("gateway").GetProperty("why").GetString().ShouldBe("latency alarm");
        resumed.Output.ShouldBe("mode enforce\n");
        nothing.Output.ShouldBe("mode enforce\n");
        await node.WhenDecidedAsync("changes-halted");
        await node.WhenDecidedAsync("changes-resumed");
        (await RunAsync(node, "audit")).Output.ShouldContain("halt");
    }

    private static Task<CommandLineRun> RunAsync(NodeUnderTest node, string verb, params string[] arguments) =>
        CommandLineRun.OfAsync([verb, "--node", node.Address.ToString(), .. arguments]);
}
