namespace AquaTope.Models.Traces;

/// <summary>
/// Consecutive windows of one series. The spans lie in the reader's buffers and are valid until it reads on.
/// </summary>
public readonly ref struct TraceBlock
{
    internal TraceBlock(
        TraceSeries series, int firstWindow, double memoryMegabytes, ReadOnlySpan<int> containers,
        ReadOnlySpan<int> invocations, ReadOnlySpan<bool> unobserved = default)
    {
        Series = series;
        FirstWindow = firstWindow;
        MemoryMegabytes = memoryMegabytes;
        Containers = containers;
        Invocations = invocations;
        Unobserved = unobserved;
    }

    public TraceSeries Series { get; }

    /// <summary>The block's first window, counted from the beginning of its file.</summary>
    public int FirstWindow { get; }

    /// <summary>The memory of one container.</summary>
    public double MemoryMegabytes { get; }

    /// <summary>Containers needed in each window.</summary>
    public ReadOnlySpan<int> Containers { get; }

    /// <summary>Invocations that arrived in each window; empty where the trace counts containers.</summary>
    public ReadOnlySpan<int> Invocations { get; }

    /// <summary>
    /// Which windows the file says were not observed, and count as zero; empty where it says so of none.
    /// </summary>
    public ReadOnlySpan<bool> Unobserved { get; }
}
