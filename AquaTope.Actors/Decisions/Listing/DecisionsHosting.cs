using Akka.Hosting;

namespace AquaTope.Actors.Decisions.Listing;

/// <summary>Wires the list of decisions; its key in the registry is <see cref="DecisionProjectorActor"/>.</summary>
public static class DecisionsHosting
{
    public static AkkaConfigurationBuilder WithDecisions(
        this AkkaConfigurationBuilder builder, bool here, JournalSettings journal, DecisionsOptions options,
        TimeProvider time) =>
        builder.WithControlSingleton<DecisionProjectorActor>(
            here, "decisions",
            (_, _) => DecisionProjectorActor.Props(
                new SqlDecisionStore(new DecisionDatabase(journal)), AquaTopeDecisions.Table, options, time));
}
