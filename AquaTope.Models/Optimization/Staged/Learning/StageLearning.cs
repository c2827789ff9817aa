using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Optimization.Staged.Learning;

/// <summary>
/// Learns the models of all stages of a workflow. Stages run on one platform, so what the others show of noise and
/// stragglers is each stage's second prior.
/// </summary>
internal static class StageLearning
{
    // Spread and straggling of siblings agree within so much, in logarithms and log odds.
    private const double SpreadOfSpreads = 0.25;
    private const double SpreadOfStraggling = 0.5;

    /// <summary>Draws from the posterior of every stage.</summary>
    /// <param name="evidence">That of each stage.</param>
    /// <param name="limitSeconds">Runs of this length were cut off.</param>
    /// <param name="count">How many draws.</param>
    /// <param name="chance">Where they come from.</param>
    public static LearnedStage[] Learn(
        IReadOnlyList<StageEvidence> evidence, double limitSeconds, int count, CounterRandom chance)
    {
        var priors = evidence.Select(PriorOf).ToArray();
        var samplers = evidence.Select((stage, at) => new StageSampler(
            Show(stage), priors[at], count, new CounterRandom(chance.Bits(0, (ulong)at)))).ToArray();
        if (samplers.Length > 1)
        {
            var spread = Pool(samplers, priors[0].Spread, 4, SpreadOfSpreads);
            var straggling = Pool(samplers, priors[0].Straggling, 5, SpreadOfStraggling);
            for (var stage = 0; stage < samplers.Length; stage++)
                samplers[stage].Turn(priors[stage] with { Spread = spread[stage], Straggling = straggling[stage] });
        }
        return [.. samplers.Select((sampler, at) => Conclude(evidence[at], sampler.Points))];

        StageShowing Show(StageEvidence stage) => new(
            new StageObservations(stage.Runs, limitSeconds),
            stage.Former is { } former ? new StageObservations(former.Runs, limitSeconds) : null);
    }

    private static LearnedStage Conclude(StageEvidence evidence, IReadOnlyList<double[]> points)
    {
        var models = points.Select(point => StagePrior.ModelAt(point)).ToArray();
        var factor = evidence.Former is null
            ? 1
            : Math.Exp(points.Average(point => Math.Log(StagePrior.ChangeAt(point))));
        return new LearnedStage(evidence, models, factor);
    }

    private static StagePrior PriorOf(StageEvidence evidence)
    {
        var change = evidence.Former?.Change;
        var runs = evidence.With(Math.Exp(change?.Mean ?? 0)).Runs;
        if (runs.Count == 0) return new StagePrior { Work = (0, 2) };
        // What a run would have taken on one core without parallelism, the middle of all.
        var logs = runs
            .Select(run =>
                Math.Log(Math.Max(run.Seconds, StageModel.ShortestSeconds) * Math.Min(1, run.Resources.Cpu.Cores)))
            .Order().ToList();
        return new StagePrior { Work = (logs[logs.Count / 2] + 0.4, 1.0), Change = change };
    }

    // For each stage, what the others' posteriors and the common prior say of a coordinate.
    private static (double Mean, double Deviation)[] Pool(
        StageSampler[] samplers, (double Mean, double Deviation) prior, int coordinate, double between)
    {
        var estimates = Array.ConvertAll(samplers, sampler =>
        {
            var mean = sampler.Points.Average(point => point[coordinate]);
            var variance = sampler.Points.Average(point => Math.Pow(point[coordinate] - mean, 2));
            // The posterior without its prior; a stage that has shown nothing has next to no precision of its own.
            var precision = Math.Max(1e-3, 1 / Math.Max(variance, 1e-4) - 1 / (prior.Deviation * prior.Deviation));
            var likely = mean + (mean - prior.Mean) / (prior.Deviation * prior.Deviation) / precision;
            return (Mean: likely, Precision: 1 / (1 / precision + between * between));
        });
        var pooled = new (double, double)[samplers.Length];
        for (var stage = 0; stage < pooled.Length; stage++)
        {
            var precision = 1 / (prior.Deviation * prior.Deviation);
            var sum = prior.Mean * precision;
            for (var other = 0; other < estimates.Length; other++)
            {
                if (other == stage) continue;
                precision += estimates[other].Precision;
                sum += estimates[other].Precision * estimates[other].Mean;
            }
            pooled[stage] = (sum / precision, Math.Sqrt(1 / precision + between * between));
        }
        return pooled;
    }
}
