using AquaTope.Models.Optimization.BlackBox;
using AquaTope.Models.Optimization.Gaussian;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Optimization.Acquisition;

/// <summary>
/// Finds the point of a space that an acquisition values most: evenly spread points and neighbours of promising ones
/// are judged, the best of them climb along the gradient within the cube, and the top is moved onto the grid and from
/// there step by step to better neighbours.
/// </summary>
public sealed class AcquisitionMaximizer
{
    // Grids finer than this are as good as continuous: a step changes the acquisition less than the climb leaves
    // undone.
    private const int FinestWalkedGrid = 1000;

    private const int MostWalks = 20;
    private const int SettlingSteps = 10;

    private readonly PointSpace _space;
    private readonly MaximizerOptions _options;
    private readonly CounterRandom _chance;
    private readonly SobolSequence _even;
    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly BoxMinimizer _minimizer;

    /// <param name="space">Where the points lie.</param>
    /// <param name="options">How much it tries.</param>
    /// <param name="seed">Another seed gives other points to begin with.</param>
    public AcquisitionMaximizer(PointSpace space, MaximizerOptions options, ulong seed)
    {
        _space = space;
        _options = options;
        _chance = new CounterRandom(seed);
        _even = new SobolSequence(Math.Min(space.Dimensions, SobolSequence.MaximumDimensions), seed);
        _lower = new double[space.Dimensions];
        _upper = new double[space.Dimensions];
        Release();
        _minimizer = new BoxMinimizer(_lower, _upper)
        {
            FirstStep = 0.05, Tolerance = options.Tolerance
        };
    }

    /// <summary>The best point of the grid that is not taken.</summary>
    /// <param name="acquisition">What to maximise.</param>
    /// <param name="anchors">Points in whose neighbourhood good ones are expected, best first; may be empty.</param>
    /// <param name="taken">The points that may not be chosen.</param>
    /// <param name="round">Another round begins from other points.</param>
    /// <returns><see langword="null"/> where every point that was tried is taken.</returns>
    public double[]? Maximize(
        IAcquisition acquisition, IReadOnlyList<double[]> anchors, IReadOnlyCollection<double[]> taken, int round)
    {
        var tried = Candidates(anchors, round)
            .Select(point => (Point: point, Value: acquisition.Screen(point)))
            .OrderByDescending(candidate => candidate.Value)
            .ToList();
        var tops = Starts(tried)
            .Select(start => Climb(acquisition, start, _options.Iterations))
            .OrderByDescending(top => top.Value)
            .Select(top => Snapped(top.Point));
        foreach (var top in tops)
        {
            if (Walk(acquisition, top) is var point && IsFree(point)) return point;
            if (IsFree(top)) return top;
        }
        return tried.Select(candidate => Snapped(candidate.Point)).FirstOrDefault(IsFree);

        bool IsFree(double[] point) => !taken.Any(other => PointSpace.Same(other, point));
    }

    private double[] Snapped(double[] point)
    {
        var snapped = (double[])point.Clone();
        _space.Snap(snapped);
        return snapped;
    }

    private List<double[]> Candidates(IReadOnlyList<double[]> anchors, int round)
    {
        var candidates = new List<double[]>(_options.Even + _options.Near + anchors.Count);
        for (var i = 0; i < _options.Even; i++) candidates.Add(EvenPoint(round * _options.Even + i));
        for (var i = 0; i < _options.Near && anchors.Count > 0; i++)
            candidates.Add(Neighbour(anchors[i % anchors.Count], (ulong)(round * _options.Near + i)));
        return candidates;
    }

    private double[] EvenPoint(int position)
    {
        var even = _even.Point((uint)position);
        var point = new double[_space.Dimensions];
        for (var j = 0; j < point.Length; j++)
            point[j] = j < even.Length ? even[j] : _chance.Uniform((ulong)position, (ulong)j);
        return point;
    }

    // Some coordinates of an anchor, moved by a distance between a thousandth and a third of the cube.
    private double[] Neighbour(double[] anchor, ulong row)
    {
        var d = (ulong)anchor.Length;
        var distance = Math.Pow(10, -0.5 - 2.5 * _chance.Uniform(row, 4 * d));
        var share = Math.Max(1.0 / anchor.Length, _chance.Uniform(row, 4 * d + 1));
        var point = (double[])anchor.Clone();
        for (var j = 0ul; j < d; j++)
            if (_chance.Uniform(row, 3 * d + j) <= share)
                point[j] = Math.Clamp(point[j] + distance * _chance.Normal(row, j), 0, 1);
        return point;
    }

    // The best candidates that are not on top of each other.
    private List<double[]> Starts(List<(double[] Point, double Value)> tried)
    {
        var starts = new List<double[]>(_options.Climbs);
        foreach (var (point, _) in tried)
        {
            if (starts.Count == _options.Climbs) break;
            if (!starts.Exists(start => Distance(start, point) < _options.LeastDistance)) starts.Add(point);
        }
        return starts;
    }

    private (double[] Point, double Value) Climb(IAcquisition acquisition, double[] start, int iterations)
    {
        var point = (double[])start.Clone();
        var value = _minimizer.Minimize(
            (at, gradient) =>
            {
                var worth = acquisition.Evaluate(at, gradient);
                for (var j = 0; j < gradient.Length; j++) gradient[j] = -gradient[j];
                return -worth;
            },
            point, iterations);
        return (point, -value);
    }

    // Moves to the better neighbour on the grid, coordinate by coordinate, until there is none. Continuous coordinates
    // follow every step: what is best for them depends on the grid's.
    private double[] Walk(IAcquisition acquisition, double[] start)
    {
        if (_space.Steps.All(steps => steps is 0 or > FinestWalkedGrid)) return start;
        var (best, value) = Settle(acquisition, start);
        for (var (walk, moved) = (0, true); walk < MostWalks && moved; walk++)
        {
            moved = false;
            for (var j = 0; j < start.Length; j++)
            {
                if (_space.Steps[j] is 0 or > FinestWalkedGrid) continue;
                foreach (var step in (ReadOnlySpan<double>)[-1.0 / _space.Steps[j], 1.0 / _space.Steps[j]])
                {
                    var neighbour = (double[])best.Clone();
                    neighbour[j] += step;
                    var (there, worth) = Settle(acquisition, Snapped(neighbour));
                    if (worth > value) (best, value, moved) = (there, worth, true);
                }
            }
        }
        return best;
    }

    // The best continuous coordinates beside those of the grid.
    private (double[] Point, double Value) Settle(IAcquisition acquisition, double[] point)
    {
        if (!_space.Steps.Contains(0)) return (point, acquisition.Evaluate(point, []));
        for (var j = 0; j < point.Length; j++)
            if (_space.Steps[j] > 0)
                _lower[j] = _upper[j] = point[j];
        var settled = Climb(acquisition, point, SettlingSteps);
        Release();
        return settled;
    }

    private void Release()
    {
        Array.Clear(_lower);
        Array.Fill(_upper, 1);
    }

    private static double Distance(double[] left, double[] right)
    {
        var largest = 0.0;
        for (var j = 0; j < left.Length; j++) largest = Math.Max(largest, Math.Abs(left[j] - right[j]));
        return largest;
    }
}
