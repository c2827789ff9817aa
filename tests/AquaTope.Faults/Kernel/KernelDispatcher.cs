using Akka.Dispatch;

namespace AquaTope.Faults.Kernel;

/// <summary>
/// A dispatcher without threads: mailboxes wait in the kernel, and handle one message when their turn comes.
/// </summary>
public sealed class KernelDispatcher : MessageDispatcher
{
    private readonly SimulationKernel _kernel = SimulationKernel.OfThread;

    public KernelDispatcher(MessageDispatcherConfigurator configurator, string id)
        : base(configurator)
    {
        Id = id;
        Throughput = 1;
    }

    protected override void ExecuteTask(IRunnable run) => _kernel.Enqueue(run);

    protected override void Shutdown()
    {
    }
}
