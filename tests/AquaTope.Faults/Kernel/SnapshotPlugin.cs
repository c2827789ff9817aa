using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;

namespace AquaTope.Faults.Kernel;

/// <summary>Akka.Persistence's snapshot protocol over <see cref="JournalContents"/>.</summary>
public sealed class SnapshotPlugin : UntypedActor
{
    private readonly SimulationKernel _kernel = SimulationKernel.OfThread;

    public SnapshotPlugin(Config config)
    {
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case LoadSnapshot load:
                Sender.Tell(new LoadSnapshotResult(_kernel.Journal.SnapshotOf(load.PersistenceId)!, load.ToSequenceNr));
                break;
            case SaveSnapshot save when !_kernel.Journal.IsGone(Sender):
                _kernel.Journal.Keep(new SelectedSnapshot(save.Metadata, save.Snapshot));
                Sender.Tell(new SaveSnapshotSuccess(save.Metadata));
                break;
        }
    }
}
