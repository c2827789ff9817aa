using System.Text.RegularExpressions;
using AquaTope.Host.Tests.Ingestion;

namespace AquaTope.Host.Tests.Node;

public sealed partial class SignalledNodeSpecs
{
    private static readonly string[] Functions = ["resize"];

    [Fact]
    public async Task SIGTERM_ends_a_node_in_good_order_and_its_successor_knows_what_it_counted()
    {
        using var folder = new TemporaryFolder();
        await using var platform = await ManagedPlatform.StartAsync(Functions);
        var site = await NodeSite.CreateAsync(folder.Path, platform.BaseAddress);
        using var load = new ActivationLoad(1, Functions);
        await using var node = await site.StartNodeAsync();
        await node.ReadyAsync();
        await node.RegisterAsync("""{"name":"thumbnails","functions":["resize"],"params":{},"qos":60}""");
        load.SendTo(node.Client.BaseAddress!);
        load.Start(senders: 2);
        await load.AnsweredAsync(100);
        await load.FinishAsync();

        (await node.SignalAsync("TERM")).ShouldBe(0, node.Log);

        await using var successor = await site.StartNodeAsync();
        await successor.CountsAsync(load.Accepted);
    }

    [Fact]
    public async Task SIGINT_ends_a_node_as_an_interrupted_program()
    {
        using var folder = new TemporaryFolder();
        await using var platform = await ManagedPlatform.StartAsync(Functions);
        await using var node = await (await NodeSite.CreateAsync(folder.Path, platform.BaseAddress)).StartNodeAsync();
        await node.ReadyAsync();

        (await node.SignalAsync("INT")).ShouldBe(130, node.Log);
        EachLineHasOneTime(node.Log);
    }

    private static void EachLineHasOneTime(string log)
    {
        var lines = log.Split('\n').Where(line => line.Contains(": Akka", StringComparison.Ordinal)
            || line.Contains(": AquaTope", StringComparison.Ordinal)).ToList();
        lines.ShouldNotBeEmpty();
        lines.ShouldAllBe(line => LogLine().IsMatch(line));
        lines.ShouldContain(line =>
            line.Contains("Z info: Akka.Actor.ActorSystem[0] [Thread ", StringComparison.Ordinal));
        Regex.Count(log, @"\d\d/\d\d/\d{4}").ShouldBe(0, log);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (dbug|info|warn|fail|crit): \S")]
    private static partial Regex LogLine();
}
