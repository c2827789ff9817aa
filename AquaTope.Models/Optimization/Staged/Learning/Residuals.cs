namespace AquaTope.Models.Optimization.Staged.Learning;

/// <summary>By how much a stage's runs stray from what its models say on average, in logarithms.</summary>
internal sealed class Residuals
{
    private readonly StageEvidence _evidence;

    public Residuals(StageEvidence evidence, IReadOnlyList<StageModel> models)
    {
        _evidence = evidence;
        Sigma = Math.Exp(models.Average(model => Math.Log(model.Sigma)));
        var middle = models[0] with
        {
            Sigma = Sigma,
            StragglerRate = models.Average(model => model.StragglerRate)
        };
        Values = [.. evidence.Runs.Select(
            run => Math.Log(Math.Max(run.Seconds, StageModel.ShortestSeconds)) - models.Average(
            model => Math.Log(model.Seconds(run.Resources.Cpu.Cores, run.Resources.Memory.Megabytes))))];
        Straggling = Array.ConvertAll(Values, middle.Straggles);
    }

    /// <summary>One per run.</summary>
    public double[] Values { get; }

    /// <summary>For each run the probability that it straggled.</summary>
    public double[] Straggling { get; }

    /// <summary>The models' spread.</summary>
    public double Sigma { get; }

    /// <summary>The noise once a surface explains its part.</summary>
    public StageNoise NoiseAbout(ResidualSurface surface)
    {
        var stragglers = new List<double>();
        for (var i = 0; i < Values.Length; i++)
            if (Straggling[i] > 0.5 && Values[i] > 0)
                stragglers.Add(Values[i] - surface.At(_evidence.Runs[i].Resources).Mean);
        return new StageNoise(surface.Noise, StageNoise.RateOf(Straggling.Sum(), Values.Length), stragglers)
        {
            Straggled = Straggling.Sum(),
            Runs = Values.Length
        };
    }
}
