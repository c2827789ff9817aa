using Akka.Actor;
using Akka.Persistence;
using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Actors.Optimization;

/// <summary>
/// Reads back what a study found out, tells its parent, and stops. It writes nothing, so it may read the journal of a
/// study whose own actor has not ended yet. One that cannot be read ends without an answer.
/// </summary>
internal sealed class StudyRecall : ReceivePersistentActor
{
    private StudyState _state = new StudyState.Unstarted();

    public StudyRecall(StudyId study)
    {
        PersistenceId = StudyActor.PersistenceIdOf(study);
        Recover<StudyEvent>(fact => _state = _state.Apply(fact));
        Recover<RecoveryCompleted>(_ =>
        {
            Context.Parent.Tell(new Recalled(_state));
            Context.Stop(Self);
        });
    }

    public override string PersistenceId { get; }

    public static Props Props(StudyId study) => Akka.Actor.Props.Create(() => new StudyRecall(study));

    public sealed record Recalled(StudyState State);
}
