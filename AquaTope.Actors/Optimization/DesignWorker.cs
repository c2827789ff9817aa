using Akka.Actor;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Designers;

namespace AquaTope.Actors.Optimization;

/// <summary>
/// Asks a study's designer, synchronously and away from the threads that answer messages. It may crash alone; the study
/// is told and settles with what it has.
/// </summary>
internal sealed class DesignWorker : ReceiveActor
{
    /// <summary>The dispatcher whose threads fit.</summary>
    public const string Dispatcher = "aquatope.fit-dispatcher";

    private IDesigner? _designer;

    public DesignWorker(DesignerCatalog designers) => Receive<Design>(design =>
    {
        _designer ??= designers.Create(design.Study);
        Sender.Tell(new Designed(_designer.Suggest(design.History, design.Count)));
    });

    public static Props Props(DesignerCatalog designers) =>
        Akka.Actor.Props.Create(() => new DesignWorker(designers)).WithDispatcher(Dispatcher);

    public sealed record Design(StudyDefinition Study, StudyHistory History, int Count);

    public sealed record Designed(IReadOnlyList<ResourcePlan> Plans);
}
