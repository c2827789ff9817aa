using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using static AquaTope.Models.Tests.Optimization.ModelStudies;

namespace AquaTope.Models.Tests.Optimization.Studies;

/// <summary>Studies brought to where specs begin.</summary>
internal static class PlayedStudies
{
    /// <summary>After one trial, which was all that was allowed.</summary>
    public static StudyState Settling() =>
        Play(Started(Definition(trials: 1)), new StudyCommand.ReportTrial(0, Measured(0.5, 0.5)));

    public static StudyCommand.OfferRecommendation Recommend(ResourcePlan plan) =>
        new(new Recommendation(plan, "believed best"));

    public static StudyState Started(StudyDefinition? definition = null) =>
        Play(new StudyState.Unstarted(), new StudyCommand.Start(definition ?? Definition()));

    public static StudyState Play(StudyState state, params StudyCommand[] commands) => commands.Aggregate(
        state,
        (current, command) =>
            StudyDecider.Decide(current, command).Events.Aggregate(current, (at, fact) => at.Apply(fact)));

    public static void ShouldChangeNothing(StudyState state, StudyCommand command)
    {
        var decision = StudyDecider.Decide(state, command);
        decision.Events.ShouldBeEmpty();
        decision.Effects.ShouldBeEmpty();
    }
}
