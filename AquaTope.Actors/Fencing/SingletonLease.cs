using Akka.Actor.Setup;
using Akka.Coordination;
using Akka.Hosting;
using Akka.Hosting.Coordination;

namespace AquaTope.Actors.Fencing;

/// <summary>
/// The lease a singleton must hold, as the actor system's configuration describes it under <c>aquatope.lease</c>.
/// </summary>
internal sealed class SingletonLease : LeaseOptionBase
{
    /// <summary>How long after a refusal the lease is asked for again.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    public override string ConfigPath => "aquatope.lease";

    public override Type Class => typeof(Lease);

    public override void Apply(AkkaConfigurationBuilder builder, Setup? setup = null)
    {
        // The configuration is complete: it stands in hocon/aquatope.conf.
    }
}
