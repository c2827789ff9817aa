using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Problems;
using AquaTope.Models.Optimization.Problems.Comparing;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Trials;

namespace AquaTope.Host.Cli.Tuning;

/// <summary>
/// A study of a workflow on a platform, as a node runs it but for the journal: what <see cref="StudyDecider"/> wants
/// done is done here, one effect after the other.
/// </summary>
internal sealed class TuneStudy
{
    private readonly IPlatform _platform;
    private readonly StudyDefinition _definition;
    private readonly IDesigner _designer;
    private readonly RunClocks _clocks = TuneClocks.OfProcess();
    private readonly List<SuggestionTime> _suggestions = [];

    /// <param name="platform">Where trials run.</param>
    /// <param name="definition">What is studied.</param>
    /// <param name="designer">Who chooses the trials.</param>
    public TuneStudy(IPlatform platform, StudyDefinition definition, IDesigner designer)
    {
        _platform = platform;
        _definition = definition;
        _designer = designer;
        Log = new TuneLog(definition.Workflow.Id.Value, designer.Name, (int)definition.Seed)
        {
            Budget = definition.Options.Trials,
            Initial = 1,
            Batch = definition.Options.Batch,
            QosSeconds = Target
        };
    }

    /// <summary>What is known of the study; its owner adds the trials that <see cref="RunAsync"/> tells of.</summary>
    public TuneLog Log { get; }

    private double Target => _definition.Workflow.Qos.Latency.TotalSeconds;

    /// <summary>Runs the study to its end.</summary>
    /// <param name="ended">Told of every trial that was measured or failed.</param>
    /// <param name="cancellation">Ends it, once the copies of the trial under way are removed.</param>
    /// <exception cref="IOException">The platform let no trial run.</exception>
    public async Task<TuneOutcome> RunAsync(Action<TuneTrial> ended, CancellationToken cancellation)
    {
        StudyState state = new StudyState.Unstarted();
        StudyCommand command = new StudyCommand.Start(_definition);
        while (true)
        {
            var (facts, effects) = StudyDecider.Decide(state, command);
            foreach (var fact in facts)
            {
                state = state.Apply(fact);
                if (EndedBy(fact) is { } number && state is StudyState.Running running)
                    ended(Read(running.History.Trials[number]));
            }
            if (state is StudyState.Settled settled) return Answer(settled);
            command = await PerformAsync(effects.Single(), cancellation);
        }
    }

    private async Task<StudyCommand> PerformAsync(StudyEffect effect, CancellationToken cancellation)
    {
        switch (effect)
        {
            case StudyEffect.AskDesigner(var history, var count):
                cancellation.ThrowIfCancellationRequested();
                var (cpu, wall) = (_clocks.Cpu(), _clocks.Wall());
                var plans = _designer.Suggest(history, count);
                _suggestions.Add(new SuggestionTime(_clocks.Cpu() - cpu, _clocks.Wall() - wall));
                Log.Belief = _designer.Recommend(history).Because;
                return new StudyCommand.OfferPlans(plans, plans.Count > 0 ? null : _designer.StopsBecause(history));
            case StudyEffect.AskRecommendation(var history):
                return new StudyCommand.OfferRecommendation(_designer.Recommend(history));
            case StudyEffect.MeasureTrial(var number, var plan, var after, var repetitions):
                if (after > TimeSpan.Zero) await Task.Delay(after, cancellation);
                var order = new TrialOrder(
                    new TrialId(_definition.Workflow.Id, _definition.Id.Generation, number), _definition.Workflow, plan,
                    repetitions, _definition.Options.Placement)
                {
                    Former = _definition.Present
                };
                return new StudyCommand.ReportTrial(number, await _platform.MeasureAsync(order, cancellation));
            default:
                throw new InvalidOperationException($"A study on its own cannot perform {effect.GetType().Name}.");
        }
    }

    private TuneTrial Read(Trial trial)
    {
        var point = _definition.Space.ToPoint(trial.Plan);
        var plan = TuneReading.StagesOf(_definition.Workflow, trial.Plan);
        return trial switch
        {
            Trial.Measured measured => new TuneTrial(
                trial.Number, point, Recommendation.MeanCost(_definition, measured).Amount,
                [LatencyOf(measured) - Target], Keeps(measured), null)
            {
                Plan = plan,
                StageSeconds =
                [
                    .. Enumerable.Range(0, plan.Count)
                        .Select(stage => measured.Runs.Average(run => run.Stages[stage].TotalSeconds))
                ]
            },
            Trial.Failed failed => new TuneTrial(trial.Number, point, null, [], false, null)
            {
                Plan = plan,
                Failure = $"{failed.Stage}: {failed.Reason}"
            },
            _ => throw new ArgumentException($"Trial {trial.Number} has not ended.", nameof(trial))
        };
    }

    private TuneOutcome Answer(StudyState.Settled settled)
    {
        if (settled.History.Trials.All(trial => trial is Trial.Pending)) throw new IOException(settled.Because);
        var seen = settled.History.Measured.FirstOrDefault(trial => trial.Plan == settled.Plan);
        var answer = new TuneAnswer(
            _definition.Space.ToPoint(settled.Plan),
            seen is null ? null : Recommendation.MeanCost(_definition, seen).Amount,
            seen is not null && Keeps(seen), null)
        {
            Plan = TuneReading.StagesOf(_definition.Workflow, settled.Plan),
            LatencySeconds = seen is null ? null : LatencyOf(seen),
            IsUntried = seen is null,
            Because = settled.Because
        };
        return new TuneOutcome(answer, _suggestions);
    }

    private bool Keeps(Trial.Measured trial) =>
        trial.Runs.All(run => run.EndToEnd <= _definition.Workflow.Qos.Latency);

    private static double LatencyOf(Trial.Measured trial) => trial.Runs.Average(run => run.EndToEnd.TotalSeconds);

    private static int? EndedBy(StudyEvent fact) => fact switch
    {
        StudyEvent.TrialCompleted completed => completed.Number,
        StudyEvent.TrialFailed failed => failed.Number,
        _ => null
    };
}
