using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Akka.Persistence;
using Akka.Persistence.Sql;
using AquaTope.Host.Tests.Node;
using AquaTope.Host.Tests.OpenWhisk;
using Microsoft.Extensions.DependencyInjection;

namespace AquaTope.Host.Tests.Configuration;

public sealed class HoconSpecs(RunningNode node) : IClassFixture<RunningNode>
{
    private static readonly Config File = ConfigurationFactory.ParseString(
        System.IO.File.ReadAllText(Checkout.PathOf("hocon/aquatope.conf")));

    [Fact]
    public void Every_key_is_known_to_the_module_it_is_meant_for()
    {
        var known = Reference();

        var unknown = Keys(File.Root, "")
            .Where(key => !IsOurs(key) && !known.HasPath(key) && !known.HasPath(OfEveryStore(key)));

        unknown.ShouldBeEmpty();
    }

    [Fact]
    public void A_running_node_has_what_the_file_says()
    {
        var running = node.Services.GetRequiredService<ActorSystem>().Settings.Config;

        foreach (var key in Keys(File.Root, ""))
            running.GetString(key).ShouldBe(File.GetString(key), key);
    }

    [Fact]
    public void A_running_node_has_every_dispatcher_of_the_file()
    {
        var dispatchers = node.Services.GetRequiredService<ActorSystem>().Dispatchers;

        foreach (var key in
                 Keys(File.Root, "").Where(key => IsOurs(key) && key.EndsWith(".type", StringComparison.Ordinal)))
            dispatchers.HasDispatcher(key[..^".type".Length]).ShouldBeTrue(key);
    }

    // What the modules themselves would say: the system that a node runs, without the file.
    private static Config Reference()
    {
        using var system = ActorSystem.Create(
            "reference", "akka.actor.provider = cluster, akka.remote.dot-netty.tcp.port = 0");
        Cluster.Get(system);
        ClusterSharding.Get(system);
        Persistence.Instance.Apply(system);
        return system.Settings.Config
            .WithFallback(SqlPersistence.DefaultConfiguration)
            .WithFallback(ClusterSingletonProxy.DefaultConfig())
            .WithFallback(ClusterSharding.DefaultConfig());
    }

    // Where the key would stand that holds for snapshot stores of every kind.
    private static string OfEveryStore(string key) =>
        key.Replace(".snapshot-store.sql.", ".snapshot-store-plugin-fallback.", StringComparison.Ordinal);

    private static bool IsOurs(string key) => key.StartsWith("aquatope.", StringComparison.Ordinal);

    private static IEnumerable<string> Keys(HoconValue value, string path)
    {
        if (!value.IsObject()) return [path];
        return value.GetObject().Items.SelectMany(item =>
            Keys(item.Value, path.Length == 0 ? item.Key : $"{path}.{item.Key}"));
    }
}
