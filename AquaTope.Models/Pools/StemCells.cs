namespace AquaTope.Models.Pools;

/// <summary>The <c>reactive</c> part of a stem cell entry in OpenWhisk's runtime manifest.</summary>
public sealed record StemCells
{
    /// <exception cref="ArgumentOutOfRangeException">
    /// A value the platform would refuse: 0 ≤ minimum ≤ maximum, 0 &lt; maximum, 0 &lt; threshold, 0 &lt; increment ≤
    /// maximum.
    /// </exception>
    public StemCells(int minimum, int maximum, int threshold, int increment)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minimum);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, Math.Max(1, minimum));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(increment);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(increment, maximum);
        Minimum = minimum;
        Maximum = maximum;
        Threshold = threshold;
        Increment = increment;
    }

    /// <summary>The values of the manifest that OpenWhisk ships, for one runtime and memory size.</summary>
    public static StemCells Stock { get; } = new(minimum: 1, maximum: 4, threshold: 1, increment: 1);

    /// <summary>The same without the standing minimum, which all functions of a runtime share.</summary>
    public static StemCells OfOneFunction { get; } = new(minimum: 0, maximum: 4, threshold: 1, increment: 1);

    public int Minimum { get; }

    public int Maximum { get; }

    /// <summary>How many cold starts call for one <see cref="Increment"/>.</summary>
    public int Threshold { get; }

    public int Increment { get; }

    /// <summary>Stem cells wanted after a period with that many cold starts.</summary>
    public int Desired(int coldStarts) =>
        coldStarts > 0
            ? (int)Math.Min(Math.Max(Minimum, (long)(coldStarts / Threshold) * Increment), Maximum)
            : Minimum;
}
