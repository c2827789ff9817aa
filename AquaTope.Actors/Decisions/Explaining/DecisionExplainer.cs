using AquaTope.Actors.Decisions.Listing;
using AquaTope.Models.Decisions;
using AquaTope.Models.Forecasting.Serving;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform;
using AquaTope.Models.Pools;
using AquaTope.Models.Tuning;

namespace AquaTope.Actors.Decisions.Explaining;

/// <summary>
/// Explains a decision: reads the journal up to it, decides again by the same pure functions, compares, and
/// does the same for what led to it.
/// </summary>
/// <param name="store">The list of decisions.</param>
/// <param name="journal">The journal.</param>
/// <param name="designers">Whom studies ask.</param>
public sealed class DecisionExplainer(IDecisionStore store, IJournalReader journal, DesignerCatalog designers)
{
    /// <summary>
    /// A change that was applied goes back over a target or a plan, a study and its request to the registration.
    /// </summary>
    private const int LongestChain = 6;

    private readonly DecisionCauses _causes = new(store);

    /// <summary>
    /// The decision of that number with its causes, or <see langword="null"/> where the list has none.
    /// </summary>
    public async Task<ExplainedDecision?> ExplainAsync(long id, CancellationToken cancellation) =>
        await store.FindAsync(id, cancellation) is { } decision
            ? await ExplainAsync(decision, LongestChain, cancellation)
            : null;

    private async Task<ExplainedDecision> ExplainAsync(
        DecisionEntry decision, int chain, CancellationToken cancellation)
    {
        var facts = await journal.ReadAsync(decision.PersistenceId, decision.SequenceNumber, cancellation);
        if (facts.Count == 0)
            return new ExplainedDecision(
                decision, Explanation.Unrepeatable("the journal does not hold it any more", decision.Text.Reason), []);

        var (before, fact) = (facts.Take(facts.Count - 1).ToList(), facts[^1]);
        var causes = new List<ExplainedDecision>();
        if (chain > 1)
            foreach (var cause in await _causes.OfAsync(decision, fact, cancellation))
                causes.Add(await ExplainAsync(cause, chain - 1, cancellation));
        return new ExplainedDecision(decision, await ReplayAsync(decision, before, fact, cancellation), causes);
    }

    private async Task<Explanation> ReplayAsync(
        DecisionEntry decision, IReadOnlyList<object> before, object fact, CancellationToken cancellation) =>
        fact switch
        {
            PoolEvent.TargetChosen chosen => PoolReplay.Explain(
                new DecisionOrigin(decision.PersistenceId).Function, before.OfType<PoolEvent>(), chosen),
            // Seconds of pure computation: not on the threads that answer messages or requests.
            StudyEvent step => await Task.Run(
                () => StudyReplay.Explain([.. before.OfType<StudyEvent>()], step, designers), cancellation),
            TuningEvent step => TuningReplay.Explain(
                [.. before.OfType<TuningEvent>()], step, await StudyAsync(decision, step, cancellation)),
            GatewayEvent step => PlatformReplay.Explain([.. before.OfType<GatewayEvent>()], step),
            ModelSwitched step => ModelReplay.Explain(before.OfType<ModelSwitched>(), step),
            _ => Explanation.Told("it was noticed, and nothing was to be decided", decision.Text.Reason)
        };

    private async Task<IReadOnlyList<StudyEvent>> StudyAsync(
        DecisionEntry decision, TuningEvent step, CancellationToken cancellation) =>
        DecisionCauses.StudyOf(decision, step) is { } study
            ? [.. (await journal.ReadAsync(study, long.MaxValue, cancellation)).OfType<StudyEvent>()]
            : [];
}
