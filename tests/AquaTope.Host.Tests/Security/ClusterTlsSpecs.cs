using System.Diagnostics;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;
using AquaTope.Host.Configuration.Protection;
using AquaTope.Host.Security.Tls;

namespace AquaTope.Host.Tests.Security;

public sealed class ClusterTlsSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Whoever is let in is answered within it; whoever is not is never answered.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

    [SkippableFact]
    public async Task Nodes_of_one_authority_associate()
    {
        using var certificates = await TestCertificates.CreateAsync("a", "b");
        await using var a = new Node(certificates, "a");
        await using var b = new Node(certificates, "b");

        (await a.ReachesAsync(b, Patience)).ShouldBeTrue();
        (await b.ReachesAsync(a, Patience)).ShouldBeTrue();
    }

    [SkippableFact]
    public async Task A_node_of_another_authority_gets_in_nowhere_and_the_others_go_on()
    {
        using var certificates = await TestCertificates.CreateAsync("a", "b");
        using var foreign = await TestCertificates.CreateAsync("c");
        await using var a = new Node(certificates, "a");
        await using var b = new Node(certificates, "b");
        await using var c = new Node(foreign, "c");

        (await c.ReachesAsync(a, Moment)).ShouldBeFalse();

        (await a.ReachesAsync(b, Patience)).ShouldBeTrue();
        (await b.ReachesAsync(a, Patience)).ShouldBeTrue();
    }

    [SkippableFact]
    public async Task Nobody_goes_to_a_node_of_another_authority()
    {
        using var certificates = await TestCertificates.CreateAsync("a");
        using var foreign = await TestCertificates.CreateAsync("c");
        await using var a = new Node(certificates, "a");
        await using var c = new Node(foreign, "c");

        (await a.ReachesAsync(c, Moment)).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task A_node_without_TLS_reaches_nobody()
    {
        using var certificates = await TestCertificates.CreateAsync("a");
        await using var a = new Node(certificates, "a");
        await using var plain = new Node(null, "plain");

        (await plain.ReachesAsync(a, Moment)).ShouldBeFalse();
    }

    /// <summary>An actor system that others may ask for an actor called <c>here</c>.</summary>
    private sealed class Node : IAsyncDisposable
    {
        private readonly ActorSystem _system;

        public Node(TestCertificates? certificates, string name)
        {
            var tls = certificates is null ? null : ClusterTls.Of(new ClusterTlsSection
            {
                Certificate = certificates.Certificate(name), Key = certificates.Key(name),
                Authority = certificates.Authority
            });
            var config = ConfigurationFactory.ParseString($$"""
                akka.loglevel = OFF
                akka.stdout-loglevel = OFF
                akka.actor.provider = remote
                akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0, enable-ssl = {{(tls is null ? "off" : "on")}} }
                """);
            ActorSystemSetup setup = ActorSystemSetup.Empty.And(BootstrapSetup.Create().WithConfig(config));
            if (tls is not null)
                setup = setup.And(new DotNettySslSetup(
                    tls.X509Certificate!, tls.SuppressValidation!.Value, tls.RequireMutualAuthentication!.Value,
                    tls.CustomValidator!));
            _system = ActorSystem.Create("aquatope", setup);
            _system.ActorOf(Props.Create<Here>(), "here");
        }

        private Address Address => ((ExtendedActorSystem)_system).Provider.DefaultAddress;

        public async Task<bool> ReachesAsync(Node other, TimeSpan patience)
        {
            // As this node would be told: an address of its own transport.
            var address = other.Address.WithProtocol(Address.Protocol);
            // A question that comes while a connection is being made, or has just failed, may be lost: it is asked
            // again.
            var clock = Stopwatch.StartNew();
            while (true)
            {
                try
                {
                    await _system.ActorSelection($"{address}/user/here").ResolveOne(Moment);
                    return true;
                }
                catch (ActorNotFoundException)
                {
                    if (clock.Elapsed >= patience) return false;
                }
            }
        }

        public async ValueTask DisposeAsync() => await _system.Terminate();
    }

    private sealed class Here : ReceiveActor;
}
