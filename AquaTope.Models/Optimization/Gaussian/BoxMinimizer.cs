namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>
/// Minimises a smooth function in a box by limited-memory BFGS (Nocedal 1980): coordinates that the gradient presses
/// against a bound are left out of the direction, the step is cut back onto the box and shortened until it pays
/// (Armijo).
/// </summary>
public sealed class BoxMinimizer
{
    /// <summary>A function to minimise.</summary>
    /// <param name="point">Where to evaluate.</param>
    /// <param name="gradient">To be written.</param>
    /// <returns>The value; not a number or infinite where there is none, which shortens the step.</returns>
    public delegate double Function(ReadOnlySpan<double> point, Span<double> gradient);

    private const int Memory = 8;
    private const double SufficientDecrease = 1e-4;
    private const int MostCuts = 20;

    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly double[][] _steps;
    private readonly double[][] _changes;
    private readonly double[] _curvatures = new double[Memory];
    private readonly double[] _coefficients = new double[Memory];
    private readonly bool[] _free;
    private readonly double[] _gradient;
    private readonly double[] _nextGradient;
    private readonly double[] _next;
    private readonly double[] _direction;

    /// <param name="lower">The least value of each coordinate.</param>
    /// <param name="upper">The largest value of each coordinate.</param>
    public BoxMinimizer(double[] lower, double[] upper)
    {
        var n = lower.Length;
        _lower = lower;
        _upper = upper;
        _steps = NewVectors(n);
        _changes = NewVectors(n);
        _free = new bool[n];
        _gradient = new double[n];
        _nextGradient = new double[n];
        _next = new double[n];
        _direction = new double[n];
    }

    /// <summary>The largest change of any coordinate in the first step; the scale of the function is not known
    /// then.</summary>
    public double FirstStep { get; init; } = 0.1;

    /// <summary>Ends where an iteration gains less than this.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>Moves a point to a local minimum and returns the value there.</summary>
    public double Minimize(Function function, Span<double> point, int iterations)
    {
        for (var i = 0; i < point.Length; i++) point[i] = Math.Clamp(point[i], _lower[i], _upper[i]);
        var value = function(point, _gradient);
        if (!double.IsFinite(value)) return value;
        var (kept, newest) = (0, -1);
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            if (!FindFree(point)) break;
            Direct(kept, newest);
            if (Slope() >= 0)
            {
                kept = 0;
                Direct(kept, newest);
            }

            if (!Search(function, point, value, kept == 0 ? FirstLength() : 1, out var next))
            {
                if (kept == 0) break;
                kept = 0;
                continue;
            }

            newest = (newest + 1) % Memory;
            var (step, change) = (_steps[newest], _changes[newest]);
            for (var i = 0; i < point.Length; i++)
            {
                step[i] = _next[i] - point[i];
                change[i] = _nextGradient[i] - _gradient[i];
            }
            _next.CopyTo(point);
            _nextGradient.CopyTo(_gradient, 0);
            var gained = value - next;
            value = next;
            _curvatures[newest] = Vectors.Dot(step, change);
            if (_curvatures[newest] > 1e-12 * Vectors.Dot(change, change)) kept = Math.Min(kept + 1, Memory);
            else newest = (newest + Memory - 1) % Memory;
            if (gained < Tolerance) break;
        }
        return value;
    }

    // Whether any coordinate can still move downhill.
    private bool FindFree(ReadOnlySpan<double> point)
    {
        var any = false;
        for (var i = 0; i < point.Length; i++)
        {
            _free[i] = _gradient[i] > 0 ? point[i] > _lower[i] : _gradient[i] < 0 && point[i] < _upper[i];
            any |= _free[i];
        }
        return any;
    }

    // The two-loop recursion over the free coordinates.
    private void Direct(int kept, int newest)
    {
        for (var i = 0; i < _direction.Length; i++) _direction[i] = _free[i] ? -_gradient[i] : 0;
        for (var age = 0; age < kept; age++)
        {
            var k = (newest - age + Memory) % Memory;
            _coefficients[k] = Vectors.Dot(_steps[k], _direction) / _curvatures[k];
            Vectors.AddScaled(_direction, _changes[k], -_coefficients[k]);
        }
        if (kept > 0)
        {
            var scale = _curvatures[newest] / Vectors.Dot(_changes[newest], _changes[newest]);
            for (var i = 0; i < _direction.Length; i++) _direction[i] *= scale;
        }
        for (var age = kept - 1; age >= 0; age--)
        {
            var k = (newest - age + Memory) % Memory;
            var correction = _coefficients[k] - Vectors.Dot(_changes[k], _direction) / _curvatures[k];
            Vectors.AddScaled(_direction, _steps[k], correction);
        }
        for (var i = 0; i < _direction.Length; i++)
            if (!_free[i])
                _direction[i] = 0;
    }

    private double Slope() => Vectors.Dot(_direction, _gradient);

    private double FirstLength()
    {
        var largest = 0.0;
        foreach (var component in _direction) largest = Math.Max(largest, Math.Abs(component));
        return FirstStep / largest;
    }

    private bool Search(Function function, ReadOnlySpan<double> point, double value, double length, out double next)
    {
        for (var cut = 0; cut < MostCuts; cut++)
        {
            var slope = 0.0;
            for (var i = 0; i < point.Length; i++)
            {
                _next[i] = Math.Clamp(point[i] + length * _direction[i], _lower[i], _upper[i]);
                slope += _gradient[i] * (_next[i] - point[i]);
            }
            next = function(_next, _nextGradient);
            if (double.IsFinite(next) && next <= value + SufficientDecrease * slope && slope < 0) return true;

            // The minimum of the parabola through value, slope and next, kept from being too timid or too bold.
            var parabola = double.IsFinite(next) ? -0.5 * slope / (next - value - slope) : 0.1;
            length *= double.IsFinite(parabola) ? Math.Clamp(parabola, 0.1, 0.5) : 0.1;
        }
        next = value;
        return false;
    }

    private static double[][] NewVectors(int length)
    {
        var vectors = new double[Memory][];
        for (var k = 0; k < Memory; k++) vectors[k] = new double[length];
        return vectors;
    }
}
