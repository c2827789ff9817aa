namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>
/// The factor L of a symmetric positive definite matrix A = L L', by rows in one array; grows by a row at a time, so
/// that one more observation costs n^2 and not n^3.
/// </summary>
public sealed class Cholesky
{
    private double[] _rows;
    private int _stride;

    /// <param name="capacity">Rows there is room for before the array must grow; at least 1.</param>
    public Cholesky(int capacity)
    {
        _stride = Math.Max(1, capacity);
        _rows = new double[_stride * _stride];
    }

    /// <summary>The number of rows n.</summary>
    public int Size { get; private set; }

    /// <summary>Row i of the factor up to its diagonal, i + 1 numbers.</summary>
    public ReadOnlySpan<double> Row(int i) => _rows.AsSpan(i * _stride, i + 1);

    /// <summary>Factors a matrix of which only the lower triangle is read.</summary>
    /// <param name="matrix">n rows of n numbers.</param>
    /// <param name="size">The number of rows n.</param>
    /// <returns>Whether the matrix is positive definite; the factor means nothing where it is not.</returns>
    public bool TryFactor(ReadOnlySpan<double> matrix, int size)
    {
        Size = 0;
        for (var i = 0; i < size; i++)
            if (!TryExtend(matrix.Slice(i * size, i + 1)))
                return false;
        return true;
    }

    /// <summary>Adds a row to the matrix.</summary>
    /// <param name="row">The new row up to its diagonal, n + 1 numbers.</param>
    /// <returns>Whether the larger matrix is positive definite; otherwise nothing changes.</returns>
    public bool TryExtend(ReadOnlySpan<double> row)
    {
        if (Size == _stride) Grow();
        var target = _rows.AsSpan(Size * _stride, Size + 1);
        SolveLower(row[..Size], target[..Size]);
        var pivot = row[Size] - Vectors.Dot(target[..Size], target[..Size]);
        if (!(pivot > 0)) return false;
        target[Size] = Math.Sqrt(pivot);
        Size++;
        return true;
    }

    /// <summary>Solves L x = b; both spans may be the same.</summary>
    public void SolveLower(ReadOnlySpan<double> right, Span<double> solution)
    {
        for (var i = 0; i < right.Length; i++)
        {
            var row = _rows.AsSpan(i * _stride, i + 1);
            solution[i] = (right[i] - Vectors.Dot(row[..i], solution[..i])) / row[i];
        }
    }

    /// <summary>Solves L' x = b; both spans may be the same.</summary>
    public void SolveUpper(ReadOnlySpan<double> right, Span<double> solution)
    {
        right.CopyTo(solution);
        for (var i = right.Length - 1; i >= 0; i--)
        {
            var row = _rows.AsSpan(i * _stride, i + 1);
            solution[i] /= row[i];
            Vectors.AddScaled(solution[..i], row[..i], -solution[i]);
        }
    }

    /// <summary>Solves A x = b; both spans may be the same.</summary>
    public void Solve(ReadOnlySpan<double> right, Span<double> solution)
    {
        SolveLower(right, solution);
        SolveUpper(solution, solution);
    }

    /// <summary>The product L x; the spans must differ.</summary>
    public void MultiplyLower(ReadOnlySpan<double> vector, Span<double> product)
    {
        for (var i = 0; i < Size; i++) product[i] = Vectors.Dot(Row(i), vector[..(i + 1)]);
    }

    /// <summary>The logarithm of the determinant of A.</summary>
    public double LogDeterminant()
    {
        var sum = 0.0;
        for (var i = 0; i < Size; i++) sum += Math.Log(_rows[i * _stride + i]);
        return 2 * sum;
    }

    /// <summary>Writes the lower triangle of the inverse of A, diagonal included.</summary>
    /// <param name="inverse">n rows of n numbers; what lies above the diagonal is used as scratch.</param>
    public void Invert(Span<double> inverse)
    {
        // Row i of the upper triangle holds column i of L^-1, so that every sum below runs over contiguous numbers.
        for (var column = 0; column < Size; column++)
        {
            var z = inverse.Slice(column * Size, Size);
            z[column] = 1 / _rows[column * _stride + column];
            for (var i = column + 1; i < Size; i++)
            {
                var row = _rows.AsSpan(i * _stride, i + 1);
                z[i] = -Vectors.Dot(row[column..i], z[column..i]) / row[i];
            }
        }

        // (A^-1)_ij = sum over k >= i of (L^-1)_ki (L^-1)_kj, for j <= i. Row i is complete once its own column is
        // used.
        for (var i = 0; i < Size; i++)
        {
            var mine = inverse.Slice(i * Size + i, Size - i);
            for (var j = 0; j < i; j++)
                inverse[i * Size + j] = Vectors.Dot(mine, inverse.Slice(j * Size + i, Size - i));
        }
        for (var i = 0; i < Size; i++)
        {
            var mine = inverse.Slice(i * Size + i, Size - i);
            inverse[i * Size + i] = Vectors.Dot(mine, mine);
        }
    }

    private void Grow()
    {
        var stride = _stride * 2;
        var rows = new double[stride * stride];
        for (var i = 0; i < Size; i++) Row(i).CopyTo(rows.AsSpan(i * stride));
        _rows = rows;
        _stride = stride;
    }
}
