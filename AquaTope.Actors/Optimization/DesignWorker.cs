using Akka.Actor;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Optimization.Studies;

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

    public DesignWorker(DesignerCatalog designers)
    {
        Receive<Design>(design =>
        {
            _designer ??= designers.Create(design.Study);
            var plans = _designer.Suggest(design.History, design.Count);
            Sender.Tell(new Designed(new StudyCommand.OfferPlans(
                plans, plans.Count == 0 ? _designer.StopsBecause(design.History) : null)));
        });
        Receive<Recommend>(recommend =>
        {
            _designer ??= designers.Create(recommend.Study);
            Sender.Tell(new Designed(
                new StudyCommand.OfferRecommendation(_designer.Recommend(recommend.History))));
        });
    }

    public static Props Props(DesignerCatalog designers) =>
        Akka.Actor.Props.Create(() => new DesignWorker(designers)).WithDispatcher(Dispatcher);

    /// <summary>What to measure next? Answered by <see cref="Designed"/>.</summary>
    public sealed record Design(StudyDefinition Study, StudyHistory History, int Count);

    /// <summary>What to answer with? Answered by <see cref="Designed"/>.</summary>
    public sealed record Recommend(StudyDefinition Study, StudyHistory History);

    public sealed record Designed(StudyCommand Answer);
}
