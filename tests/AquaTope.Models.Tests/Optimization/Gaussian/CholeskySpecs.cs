using AquaTope.Models.Optimization.Gaussian;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Tests.Optimization.Gaussian;

public sealed class CholeskySpecs
{
    private const int Size = 13;

    private static readonly CounterRandom Chance = new(3);

    [Fact]
    public void The_factor_times_its_transpose_is_the_matrix()
    {
        var matrix = PositiveDefinite();
        var factor = Factor(matrix);

        for (var i = 0; i < Size; i++)
            for (var j = 0; j <= i; j++)
            {
                var product = 0.0;
                for (var k = 0; k <= j; k++) product += factor.Row(i)[k] * factor.Row(j)[k];
                product.ShouldBe(matrix[i * Size + j], 1e-12);
            }
    }

    [Fact]
    public void The_inverse_times_the_matrix_is_the_identity()
    {
        var matrix = PositiveDefinite();
        var inverse = new double[Size * Size];
        Factor(matrix).Invert(inverse);

        for (var i = 0; i < Size; i++)
            for (var j = 0; j < Size; j++)
            {
                var product = 0.0;
                for (var k = 0; k < Size; k++) product += At(inverse, i, k) * At(matrix, k, j);
                product.ShouldBe(i == j ? 1 : 0, 1e-10);
            }
    }

    [Fact]
    public void A_solution_gives_back_the_right_side()
    {
        var matrix = PositiveDefinite();
        double[] right = [.. Enumerable.Range(0, Size).Select(i => Chance.Normal(99, (ulong)i))];
        var solution = new double[Size];
        Factor(matrix).Solve(right, solution);

        for (var i = 0; i < Size; i++)
            Enumerable.Range(0, Size).Sum(k => At(matrix, i, k) * solution[k]).ShouldBe(right[i], 1e-10);
    }

    [Fact]
    public void A_matrix_grown_by_rows_has_the_factor_of_the_whole()
    {
        var matrix = PositiveDefinite();
        var grown = new Cholesky(1);
        for (var i = 0; i < Size; i++) grown.TryExtend(matrix.AsSpan(i * Size, i + 1)).ShouldBeTrue();

        var whole = Factor(matrix);
        for (var i = 0; i < Size; i++) grown.Row(i).ToArray().ShouldBe(whole.Row(i).ToArray());
        grown.LogDeterminant().ShouldBe(whole.LogDeterminant());
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_refused()
    {
        var factor = new Cholesky(2);

        factor.TryFactor([1, 0, 2, 1], 2).ShouldBeFalse();
        factor.TryFactor([4, 0, 2, 5], 2).ShouldBeTrue();
        factor.Row(1).ToArray().ShouldBe([1, 2]);
        factor.TryExtend([4, 2, 1]).ShouldBeFalse();
        factor.Size.ShouldBe(2);
    }

    private static Cholesky Factor(double[] matrix)
    {
        var factor = new Cholesky(Size);
        factor.TryFactor(matrix, Size).ShouldBeTrue();
        return factor;
    }

    private static double At(double[] lower, int i, int j) => lower[Math.Max(i, j) * Size + Math.Min(i, j)];

    private static double[] PositiveDefinite()
    {
        var matrix = new double[Size * Size];
        for (var i = 0; i < Size; i++)
            for (var j = 0; j < Size; j++)
            {
                matrix[i * Size + j] = i == j ? 0.5 : 0;
                for (var k = 0; k < Size; k++)
                    matrix[i * Size + j] += Chance.Normal((ulong)i, (ulong)k) * Chance.Normal((ulong)j, (ulong)k);
            }
        return matrix;
    }
}
