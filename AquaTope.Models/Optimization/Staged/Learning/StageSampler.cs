using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Optimization.Staged.Learning;

/// <summary>
/// Draws from the posterior of a stage's model by sequential Monte Carlo: draws from the prior, whose likelihood is let
/// in by degrees so that half of them stay effective (Del Moral, Doucet and Jasra, 2006); between degrees they are
/// resampled and moved by differential evolution (ter Braak, 2006).
/// </summary>
internal sealed class StageSampler
{
    private const int MovesPerDegree = 2;
    private const int FinalMoves = 6;

    private readonly StageShowing _shown;
    private readonly CounterRandom _chance;
    private readonly int _count;
    private readonly double[][] _points;
    private readonly double[] _likelihoods;
    private readonly double[] _densities;
    private StagePrior _prior;
    private ulong _draws;

    /// <param name="shown">The stage's runs.</param>
    /// <param name="prior">What is believed before them.</param>
    /// <param name="count">How many draws.</param>
    /// <param name="chance">A stream of its own.</param>
    public StageSampler(StageShowing shown, StagePrior prior, int count, CounterRandom chance)
    {
        _shown = shown;
        _prior = prior;
        _count = count;
        _chance = chance;
        _points = new double[count][];
        _likelihoods = new double[count];
        _densities = new double[count];
        for (var i = 0; i < count; i++)
        {
            var point = _points[i] = new double[prior.Dimensions];
            for (var j = 0; j < point.Length; j++)
                point[j] = prior[j].Mean + prior[j].Deviation * chance.Normal(_draws, (ulong)j);
            _draws++;
            Weigh(i);
        }
        Anneal();
    }

    /// <summary>The draws, all alike in weight.</summary>
    public IReadOnlyList<double[]> Points => _points;

    /// <summary>Goes on to the posterior under another prior, not far from the first.</summary>
    public void Turn(StagePrior prior)
    {
        var weights = new double[_count];
        for (var i = 0; i < _count; i++) weights[i] = prior.LogDensity(_points[i]) - _densities[i];
        _prior = prior;
        Resample(weights);
        for (var i = 0; i < _count; i++) _densities[i] = prior.LogDensity(_points[i]);
        for (var move = 0; move < FinalMoves; move++) Move(1);
    }

    private void Anneal()
    {
        var degree = 0.0;
        var weights = new double[_count];
        while (degree < 1)
        {
            var step = NextStep(1 - degree, weights);
            degree = Math.Min(1, degree + step);
            for (var i = 0; i < _count; i++) weights[i] = step * _likelihoods[i];
            Resample(weights);
            for (var move = 0; move < MovesPerDegree; move++) Move(degree);
        }
    }

    // The longest step after which half of the draws are still effective.
    private double NextStep(double most, double[] weights)
    {
        if (Effective(most, weights) >= 0.5 * _count) return most;
        var (low, high) = (0.0, most);
        for (var i = 0; i < 30; i++)
        {
            var middle = low > 0 ? 0.5 * (low + high) : high / 8;
            if (Effective(middle, weights) >= 0.5 * _count) low = middle;
            else high = middle;
        }
        return Math.Max(low, 1e-9);
    }

    private double Effective(double step, double[] weights)
    {
        for (var i = 0; i < _count; i++) weights[i] = step * _likelihoods[i];
        var most = weights.Max();
        var (sum, squares) = (0.0, 0.0);
        foreach (var weight in weights)
        {
            var share = Math.Exp(weight - most);
            sum += share;
            squares += share * share;
        }
        return sum * sum / squares;
    }

    private void Resample(double[] logWeights)
    {
        var most = logWeights.Max();
        var sum = 0.0;
        foreach (var weight in logWeights) sum += Math.Exp(weight - most);

        var points = new double[_count][];
        var likelihoods = new double[_count];
        var densities = new double[_count];
        var offset = Uniform();
        var (from, reached) = (0, Math.Exp(logWeights[0] - most) / sum);
        for (var i = 0; i < _count; i++)
        {
            while (reached < (i + offset) / _count && from < _count - 1)
                reached += Math.Exp(logWeights[++from] - most) / sum;
            points[i] = [.. _points[from]];
            likelihoods[i] = _likelihoods[from];
            densities[i] = _densities[from];
        }
        points.CopyTo(_points, 0);
        likelihoods.CopyTo(_likelihoods, 0);
        densities.CopyTo(_densities, 0);
    }

    private void Move(double degree)
    {
        Span<double> proposal = stackalloc double[_prior.Dimensions];
        for (var i = 0; i < _count; i++)
        {
            var first = _points[(i + 1 + (int)(Uniform() * (_count - 1))) % _count];
            var second = _points[(i + 1 + (int)(Uniform() * (_count - 1))) % _count];
            var scale = 0.2 + 0.8 * Uniform();
            for (var j = 0; j < proposal.Length; j++)
                proposal[j] = _points[i][j] + scale * (first[j] - second[j])
                    + 0.02 * _prior[j].Deviation * (Uniform() - 0.5);

            var density = _prior.LogDensity(proposal);
            var likelihood = _shown.LogLikelihood(proposal);
            var gain = degree * (likelihood - _likelihoods[i]) + density - _densities[i];
            if (!(Math.Log(Uniform()) < gain)) continue;
            proposal.CopyTo(_points[i]);
            _likelihoods[i] = likelihood;
            _densities[i] = density;
        }
    }

    private void Weigh(int i)
    {
        _densities[i] = _prior.LogDensity(_points[i]);
        _likelihoods[i] = _shown.LogLikelihood(_points[i]);
    }

    private double Uniform() => _chance.Uniform(_draws++, 100);
}
