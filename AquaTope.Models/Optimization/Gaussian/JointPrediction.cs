namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>A normal belief about the latent values at several points together.</summary>
/// <param name="Mean">One for each point.</param>
/// <param name="Covariance">By rows, symmetric.</param>
public sealed record JointPrediction(double[] Mean, double[,] Covariance)
{
    // Points that nearly coincide leave a covariance that rounding makes indefinite. These shares of the largest
    // variance, added to the diagonal one after the other, cost a sample at most a ten-thousandth of its deviation.
    private static readonly double[] Jitters = [0, 1e-14, 1e-12, 1e-10, 1e-8];

    /// <summary>A joint draw, made from as many standard normal numbers as there are points.</summary>
    public double[] Sample(ReadOnlySpan<double> normals)
    {
        var n = Mean.Length;
        if (normals.Length != n)
            throw new ArgumentException($"{normals.Length} normal numbers for {n} points.", nameof(normals));
        var sample = new double[n];
        Factor().MultiplyLower(normals, sample);
        for (var i = 0; i < n; i++) sample[i] += Mean[i];
        return sample;
    }

    private Cholesky Factor()
    {
        var n = Mean.Length;
        var largest = 0.0;
        for (var i = 0; i < n; i++) largest = Math.Max(largest, Covariance[i, i]);
        var matrix = new double[n * n];
        var factor = new Cholesky(n);
        foreach (var jitter in Jitters)
        {
            for (var i = 0; i < n; i++)
                for (var j = 0; j <= i; j++)
                    matrix[i * n + j] = Covariance[i, j] + (i == j ? jitter * largest : 0);
            if (factor.TryFactor(matrix, n)) return factor;
        }
        throw new InvalidOperationException("The covariance is not positive semidefinite.");
    }
}
