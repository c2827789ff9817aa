using AquaTope.Models.Quantities;
using AquaTope.Models.Traces;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>
/// Replays a trace of demand window by window under several contenders at once.
/// </summary>
/// <remarks>
/// At the start of window <c>t</c> a series has <c>a(t)</c> containers and needs <c>c(t)</c>. What is missing starts
/// cold, <c>max(0, c − a)</c>; <c>max(a, c)</c> containers are held for the whole window; and <c>a(t+1)</c> is chosen
/// from what was seen up to and including <c>t</c>. Nothing is ready in the first window. A series that a file does
/// not have had no demand on that day, and one that appears late had none before. Memory grows with the number of
/// series, not with the trace.
/// </remarks>
public static class PoolReplay
{
    /// <summary>Replays all files in order.</summary>
    /// <param name="options">What to replay.</param>
    /// <param name="clock">What decisions are timed with.</param>
    /// <param name="progress">Told now and then how many bytes of the files have been read.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    /// <exception cref="TraceFormatException">A file is malformed, or files do not belong together.</exception>
    /// <exception cref="OperationCanceledException">The replay was stopped.</exception>
    public static ReplayReport Run(
        ReplayOptions options, TimeProvider clock, IProgress<long>? progress, CancellationToken cancellation)
    {
        var catalog = new SeriesCatalog();
        ReplayLedger? ledger = null;
        IPoolReplayer[] replayers = [];
        Kind? kind = null;
        long read = 0, windows = 0, unobserved = 0;
        foreach (var file in options.Files)
        {
            using var reader = TraceReader.Open(file, catalog, options.Defaults);
            kind ??= new Kind(file, reader.Window, reader.Unit);
            kind.RequireSame(reader);
            if (ledger is null)
            {
                var contenders = options.Contenders(reader.Window);
                var warmup = (long)Math.Ceiling(options.Warmup / reader.Window.Duration);
                ledger = new ReplayLedger(contenders, reader.Window, warmup);
                replayers = [.. Replayers(contenders, ledger, clock, options)];
            }

            while (reader.TryRead(out var block))
            {
                cancellation.ThrowIfCancellationRequested();
                var firstWindow = windows + block.FirstWindow;
                ledger.CountDemand(block, firstWindow);
                foreach (var replayer in replayers) replayer.Replay(block, firstWindow);
                progress?.Report(read + reader.BytesRead);
            }
            windows += reader.Windows;
            unobserved += reader.Unobserved;
            read += reader.BytesRead;
            foreach (var replayer in replayers) replayer.Pass(catalog.Series, windows, cancellation);
        }

        if (ledger is null) throw new ArgumentException("A replay needs at least one file.", nameof(options));
        return ledger.Close(catalog, kind!.Unit, windows, unobserved);
    }

    // Window by window go those whose decisions about one series depend on the others.
    private static IEnumerable<IPoolReplayer> Replayers(
        IReadOnlyList<Contender> contenders, ReplayLedger ledger, TimeProvider clock, ReplayOptions options)
    {
        var budget = options.MemoryBudgetMegabytes ?? double.PositiveInfinity;
        var together = Enumerable.Range(0, contenders.Count)
            .Where(i => double.IsFinite(budget) || contenders[i].Forecaster is not null)
            .ToArray();
        int[] apart = [.. Enumerable.Range(0, contenders.Count).Except(together)];
        if (apart.Length > 0)
            yield return new PoolReplayer(
                [.. apart.Select(i => contenders[i])], apart, ledger, clock, options.Workers);
        if (together.Length > 0)
            yield return new SharedMemoryReplayer(
                [.. together.Select(i => contenders[i])], together, ledger, clock, budget);
    }

    /// <summary>What all files of a trace have in common, and the file that said so.</summary>
    private sealed record Kind(string File, WindowLength Window, DemandUnit Unit)
    {
        public void RequireSame(TraceReader reader)
        {
            if (reader.Window != Window)
                throw TraceFormatException.InFile(reader.File,
                    $"its windows are {reader.Window.Seconds} s long; expected {Window.Seconds} s as in {File}");
            if (reader.Unit != Unit)
                throw TraceFormatException.InFile(reader.File,
                    $"it counts {Name(reader.Unit)}; expected {Name(Unit)} as in {File}");
        }

        private static string Name(DemandUnit unit) => unit == DemandUnit.Containers ? "containers" : "invocations";
    }
}
