namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>
/// The factor L of a symmetric positive definite matrix A = L L', by rows in one array; grows by a row at a time, so
/// that one more observation costs n^2 and not n^3.
/// </summary>
public sealed class Cholesky
{
    // Rows and columns that are worked on together, sharing what they are multiplied with.
    private const int Together = 4;

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
        while (size > _stride) Grow();
        for (Size = 0; Size + Together <= size;)
            if (!TryExtendTogether(matrix, size))
                return false;
        while (Size < size)
            if (!TryExtend(matrix.Slice(Size * size, Size + 1)))
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
        InvertFactor(inverse);

        // (A^-1)_ij = sum over k >= i of (L^-1)_ki (L^-1)_kj, for j <= i. Row i is complete once its own column is
        // used.
        for (var i = 0; i < Size; i++)
        {
            var mine = inverse.Slice(i * Size + i, Size - i);
            var j = 0;
            for (; j + Together <= i; j += Together)
                Vectors.Dot(
                    mine, Column(inverse, j, i), Column(inverse, j + 1, i), Column(inverse, j + 2, i),
                    Column(inverse, j + 3, i), inverse.Slice(i * Size + j, Together));
            for (; j < i; j++) inverse[i * Size + j] = Vectors.Dot(mine, Column(inverse, j, i));
        }
        for (var i = 0; i < Size; i++)
        {
            var mine = inverse.Slice(i * Size + i, Size - i);
            inverse[i * Size + i] = Vectors.Dot(mine, mine);
        }
    }

    // Row i of the upper triangle holds column i of L^-1, so that every sum runs over contiguous numbers. Columns are
    // found four at a time; where the later ones have not begun yet, they are 0.
    private void InvertFactor(Span<double> inverse)
    {
        Span<double> products = stackalloc double[Together];
        var first = 0;
        for (; first + Together <= Size; first += Together)
        {
            for (var c = 0; c < Together; c++) inverse.Slice((first + c) * Size + first, c).Clear();
            for (var i = first; i < Size; i++)
            {
                var row = _rows.AsSpan(i * _stride, i + 1);
                if (i < first + Together)
                {
                    for (var c = first; c <= i; c++)
                        inverse[c * Size + i] = c == i
                            ? 1 / row[i]
                            : -Vectors.Dot(row[c..i], inverse.Slice(c * Size + c, i - c)) / row[i];
                    continue;
                }
                Vectors.Dot(
                    row[first..i], Column(inverse, first, first), Column(inverse, first + 1, first),
                    Column(inverse, first + 2, first), Column(inverse, first + 3, first), products);
                for (var c = 0; c < Together; c++) inverse[(first + c) * Size + i] = -products[c] / row[i];
            }
        }
        for (; first < Size; first++)
            for (var i = first; i < Size; i++)
            {
                var row = _rows.AsSpan(i * _stride, i + 1);
                inverse[first * Size + i] = i == first
                    ? 1 / row[i]
                    : -Vectors.Dot(row[first..i], inverse.Slice(first * Size + first, i - first)) / row[i];
            }
    }

    // Column j of L^-1 from one of its rows on.
    private Span<double> Column(Span<double> inverse, int j, int from) => inverse.Slice(j * Size + from, Size - from);

    // Adds the next four rows of a matrix: beyond the triangle among themselves they need the same rows of the factor.
    private bool TryExtendTogether(ReadOnlySpan<double> matrix, int size)
    {
        Span<double> products = stackalloc double[Together];
        var start = Size;
        for (var j = 0; j < start; j++)
        {
            var row = _rows.AsSpan(j * _stride, j + 1);
            Vectors.Dot(row[..j], Row(start, j), Row(start + 1, j), Row(start + 2, j), Row(start + 3, j), products);
            for (var r = 0; r < Together; r++)
                _rows[(start + r) * _stride + j] = (matrix[(start + r) * size + j] - products[r]) / row[j];
        }
        for (var i = start; i < start + Together; i++)
        {
            var row = _rows.AsSpan(i * _stride, i + 1);
            for (var j = start; j < i; j++)
                row[j] = (matrix[i * size + j] - Vectors.Dot(row[..j], Row(j, j))) / _rows[j * _stride + j];
            var pivot = matrix[i * size + i] - Vectors.Dot(row[..i], row[..i]);
            if (!(pivot > 0)) return false;
            row[i] = Math.Sqrt(pivot);
            Size++;
        }
        return true;

        Span<double> Row(int i, int length) => _rows.AsSpan(i * _stride, length);
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
