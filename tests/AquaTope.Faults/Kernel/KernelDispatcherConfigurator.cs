using Akka.Configuration;
using Akka.Dispatch;

namespace AquaTope.Faults.Kernel;

/// <summary>What <c>type</c> of a dispatcher names in the configuration of a simulated system.</summary>
public sealed class KernelDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly KernelDispatcher _dispatcher;

    public KernelDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) =>
        _dispatcher = new KernelDispatcher(this, config.GetString("id"));

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
