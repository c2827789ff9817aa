using AquaTope.Faults.Worlds;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Tuning;

namespace AquaTope.Faults.Invariants;

/// <summary>What must hold of every study that was begun: its budget, its trials, and its answer.</summary>
internal static class StudyPromises
{
    private const string Prefix = "study-";

    public static IEnumerable<Violation> Broken(World world)
    {
        var journal = world.Kernel.Journal;
        foreach (var id in journal.PersistenceIds.Where(id => id.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var facts = journal.EventsOf(id).OfType<StudyEvent>().ToList();
            if (facts.OfType<StudyEvent.StudyStarted>().SingleOrDefault() is not { Definition: var study })
            {
                yield return new Violation("a study begins once", $"{id}: {facts.Count} facts");
                continue;
            }
            var (suggested, notRun) =
                (facts.OfType<StudyEvent.TrialSuggested>().Count(), facts.OfType<StudyEvent.TrialNotRun>().Count());
            var ended = facts.OfType<StudyEvent.TrialCompleted>().Select(fact => fact.Number)
                .Concat(facts.OfType<StudyEvent.TrialFailed>().Select(fact => fact.Number)).ToList();
            if (suggested > study.Options.Trials)
                yield return new Violation("budgets are kept", $"{id}: {suggested} trials of {study.Options.Trials}");
            if ((ended.Count + notRun) * study.InvocationsPerTrial > study.Options.Invocations)
                yield return new Violation(
                    "budgets are kept", $"{id}: {ended.Count + notRun} attempts of {study.InvocationsPerTrial} "
                    + $"invocations, {study.Options.Invocations} allowed");
            if (ended.Distinct().Count() != ended.Count)
                yield return new Violation("a trial ends once", $"{id}: {string.Join(", ", ended)}");
            if (facts.Count(fact => fact is StudyEvent.StudySettled or StudyEvent.StudyStopped) > 1)
                yield return new Violation("a study ends once", id);
            foreach (var violation in AsMeasured(world, id, study, facts)) yield return violation;
        }

        foreach (var violation in world.Registrar.Accepted.SelectMany(workflow => Adopted(world, workflow.Id)))
            yield return violation;
    }

    // What a trial is said to have shown is what the platform answered.
    private static IEnumerable<Violation> AsMeasured(
        World world, string id, StudyDefinition study, IReadOnlyList<StudyEvent> facts)
    {
        foreach (var completed in facts.OfType<StudyEvent.TrialCompleted>())
        {
            var trial = new TrialId(study.Id.Workflow, study.Id.Generation, completed.Number);
            if (!world.Platform.Measured.TryGetValue(trial, out var outcomes)
                || !outcomes.OfType<TrialOutcome.Measured>().Any(outcome => Same(outcome.Runs, completed.Runs)))
                yield return new Violation("trials are as measured", $"{id}: trial {completed.Number}");
        }
    }

    private static bool Same(IReadOnlyList<WorkflowRun> left, IReadOnlyList<WorkflowRun> right) =>
        left.Select(run => run.EndToEnd).SequenceEqual(right.Select(run => run.EndToEnd));

    // A workflow adopts what its study answered, once.
    private static IEnumerable<Violation> Adopted(World world, WorkflowId workflow)
    {
        var journal = world.Kernel.Journal;
        var adopted = journal.EventsOf($"workflow-{workflow}").OfType<TuningEvent.PlanAdopted>().ToList();
        if (adopted.Select(fact => fact.Generation).Distinct().Count() != adopted.Count)
            yield return new Violation("an answer is adopted once", $"{workflow}: {adopted.Count} times");
        foreach (var fact in adopted)
        {
            var study = $"{Prefix}{new StudyId(workflow, fact.Generation)}";
            if (!journal.EventsOf(study).OfType<StudyEvent.StudySettled>().Any(settled => settled.Plan == fact.Plan))
                yield return new Violation("an answer is the study's", $"{study} did not answer {fact.Plan}");
        }
    }
}
