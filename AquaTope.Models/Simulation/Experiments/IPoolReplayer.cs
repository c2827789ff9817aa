using AquaTope.Models.Traces;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>Replays the blocks of a trace as they are read.</summary>
internal interface IPoolReplayer
{
    /// <summary>Takes a block whose first window has that number, counted from the beginning of the trace.</summary>
    void Replay(in TraceBlock block, long firstWindow);

    /// <summary>
    /// Ends a file: brings every series to the same window; those without rows had no demand until then.
    /// </summary>
    void Pass(IReadOnlyList<TraceSeries> catalog, long untilWindow, CancellationToken cancellation);
}
