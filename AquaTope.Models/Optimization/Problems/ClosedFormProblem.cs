using AquaTope.Models.Optimization.BlackBox;

namespace AquaTope.Models.Optimization.Problems;

/// <summary>
/// A problem given by formulas, seen through Gaussian noise. The objective's noise is the normal number (t, 0) of the
/// stream, that of constraint k the number (t, 1 + k).
/// </summary>
public sealed class ClosedFormProblem : Problem
{
    private readonly double _objectiveNoise;
    private readonly double _constraintNoise;
    private readonly Func<IReadOnlyList<double>, Evaluation.Measured> _truth;

    private ClosedFormProblem(
        string name, ulong number, int dimensions, int constraints, double optimum, double objectiveNoise,
        double constraintNoise, Func<IReadOnlyList<double>, Evaluation.Measured> truth, PointSpace? points = null)
        : base(name, number, dimensions, constraints)
    {
        Points = points ?? PointSpace.Continuous(dimensions);
        Optimum = optimum;
        _objectiveNoise = objectiveNoise;
        _constraintNoise = constraintNoise;
        _truth = truth;
    }

    /// <summary>
    /// The six-dimensional function of Hartmann (1973) where the coordinates add up to at most 3, as in BoTorch's
    /// closed-loop tutorial, with noise of standard deviation 0.5.
    /// </summary>
    public static ClosedFormProblem Hartmann6Loud { get; } = Hartmann6Problem("hartmann6_n05", 1, 0.5);

    /// <summary>The same with noise of standard deviation 0.1.</summary>
    public static ClosedFormProblem Hartmann6Quiet { get; } = Hartmann6Problem("hartmann6_n01", 2, 0.1);

    /// <summary>Two dimensions and one constraint (Gardner et al., ICML'14, simulation 1).</summary>
    public static ClosedFormProblem Gardner { get; } = new("gardner", 3, 2, 1, -2.0, 0.1, 0.1, GardnerTruth);

    /// <summary>Two dimensions and two constraints (Gramacy et al., Technometrics 2016).</summary>
    public static ClosedFormProblem Gramacy { get; } = new("gramacy", 4, 2, 2, 0.599788, 0.05, 0.05, GramacyTruth);

    /// <summary>
    /// The pressure vessel of Coello and Mezura-Montes (2002): four dimensions, two of them in steps of a sixteenth of
    /// an inch, three constraints; the cost is in thousands.
    /// </summary>
    public static ClosedFormProblem PressureVessel { get; } =
        new("vessel", 5, 4, 3, 6.059714, 0.05, 0.01, PressureVesselTruth, new PointSpace([160, 160, 0, 0]));

    public override double? Optimum { get; }

    public override PointSpace Points { get; }

    public override Evaluation Truth(IReadOnlyList<double> point) => _truth(point);

    public override Evaluation Observe(IReadOnlyList<double> point, ulong seed, int trial)
    {
        var chance = Chance(seed);
        var truth = _truth(point);
        return new Evaluation.Measured(
            truth.Objective + _objectiveNoise * chance.Normal((ulong)trial, 0),
            [
                .. truth.Constraints
                    .Select((value, k) => value + _constraintNoise * chance.Normal((ulong)trial, 1 + (ulong)k))
            ],
            []);
    }

    private static ClosedFormProblem Hartmann6Problem(string name, ulong number, double noise) =>
        new(name, number, 6, 1, -3.3223680114155, noise, noise, Hartmann6Truth);

    // f = -sum_i alpha_i exp(-sum_j A_ij (x_j - P_ij)^2)
    private static Evaluation.Measured Hartmann6Truth(IReadOnlyList<double> x)
    {
        ReadOnlySpan<double> alpha = [1.0, 1.2, 3.0, 3.2];
        ReadOnlySpan<double> a =
        [
            10, 3, 17, 3.5, 1.7, 8,
            0.05, 10, 17, 0.1, 8, 14,
            3, 3.5, 1.7, 10, 17, 8,
            17, 8, 0.05, 10, 0.1, 14
        ];
        ReadOnlySpan<double> p =
        [
            1312, 1696, 5569, 124, 8283, 5886,
            2329, 4135, 8307, 3736, 1004, 9991,
            2348, 1451, 3522, 2883, 3047, 6650,
            4047, 8828, 8732, 5743, 1091, 381
        ];
        var objective = 0.0;
        for (var i = 0; i < alpha.Length; i++)
        {
            var exponent = 0.0;
            for (var j = 0; j < 6; j++)
            {
                var distance = x[j] - 1e-4 * p[6 * i + j];
                exponent += a[6 * i + j] * distance * distance;
            }
            objective -= alpha[i] * Math.Exp(-exponent);
        }
        return new Evaluation.Measured(objective, [x.Sum() - 3], []);
    }

    // (a, b) = 6 x
    private static Evaluation.Measured GardnerTruth(IReadOnlyList<double> x)
    {
        var (a, b) = (6 * x[0], 6 * x[1]);
        return new Evaluation.Measured(
            Math.Cos(2 * a) * Math.Cos(b) + Math.Sin(a),
            [Math.Cos(a) * Math.Cos(b) - Math.Sin(a) * Math.Sin(b) - 0.5], []);
    }

    private static Evaluation.Measured GramacyTruth(IReadOnlyList<double> x)
    {
        var (a, b) = (x[0], x[1]);
        return new Evaluation.Measured(
            a + b,
            [1.5 - a - 2 * b - 0.5 * Math.Sin(2 * Math.PI * (a * a - 2 * b)), a * a + b * b - 1.5], []);
    }

    // Thicknesses of shell and head in inches, then radius and length. The length never reaches its bound of 240.
    private static Evaluation.Measured PressureVesselTruth(IReadOnlyList<double> x)
    {
        const double step = 0.0625;
        var shell = step * Math.Round(10 * x[0] / step);
        var head = step * Math.Round(10 * x[1] / step);
        var radius = 10 + 40 * x[2];
        var length = 150 + 50 * x[3];
        var cost = 0.6224 * shell * radius * length + 1.7781 * head * radius * radius + 3.1661 * shell * shell * length
            + 19.84 * shell * shell * radius;
        var volume = Math.PI * radius * radius * length + 4.0 / 3.0 * Math.PI * radius * radius * radius;
        return new Evaluation.Measured(
            cost / 1000,
            [-shell + 0.0193 * radius, -head + 0.00954 * radius, (1_296_000 - volume) / 1e6], []);
    }
}
