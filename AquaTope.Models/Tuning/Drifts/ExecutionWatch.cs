using System.Collections.Immutable;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tuning.Drifts;

/// <summary>
/// Watches whether the warm runs of one function under one memory limit take another time than they did: longer, or
/// shorter. What they took is learned from the runs themselves; neither its mean nor its spread nor its shape is
/// assumed, only that runs are alike (exchangeable) until the change.
/// </summary>
/// <remarks>
/// <para>
/// The evidence of each direction is that of <see cref="ChangeEvidence"/>: the logarithm of a likelihood ratio, summed
/// run by run and begun anew whenever it falls to zero (Page 1954). The runs since then join the reference until it has
/// <see cref="LargestReference"/>, and never while there is evidence in either direction.
/// </para>
/// <para>
/// Begun at one given run, the ratio reaches A with probability 1/A at most while nothing changes (Ville's inequality),
/// so among N runs the chance of a false alarm in one direction is at most N/A. A straggler counts as one run of the
/// extreme fifth, whatever it took: no share of stragglers that stays as it is raises an alarm.
/// </para>
/// </remarks>
/// <param name="Memory">The limit the runs were made under; a run under another one begins anew.</param>
/// <param name="Reference">Logarithms of seconds, ascending.</param>
/// <param name="Recent">The newest runs outside the reference, as logarithms of seconds, oldest first.</param>
/// <param name="Slower">The evidence that runs take longer.</param>
/// <param name="Faster">The evidence that runs take less.</param>
public sealed record ExecutionWatch(
    MemorySize Memory, ImmutableArray<double> Reference, ImmutableArray<double> Recent, ChangeEvidence Slower,
    ChangeEvidence Faster)
{
    /// <summary>Runs in the reference before any evidence is taken.</summary>
    public const int SmallestReference = 20;

    /// <summary>
    /// Runs in the reference at most; from then on it stays, so that a slow drift is seen against it.
    /// </summary>
    public const int LargestReference = 500;

    // Enough for the median of what follows a change.
    private const int MostRecent = 64;

    // The logarithm needs something above zero; activation records count milliseconds.
    private const double ShortestSeconds = 1e-4;

    /// <summary>A watch that has seen nothing yet.</summary>
    public static ExecutionWatch Of(MemorySize memory) => new(memory, [], [], ChangeEvidence.None, ChangeEvidence.None);

    /// <summary>A watch with the reference of an earlier one.</summary>
    public static ExecutionWatch Of(MemorySize memory, IEnumerable<TimeSpan> reference) =>
        Of(memory) with { Reference = [.. reference.Select(LogSeconds).Order()] };

    /// <summary>Whether there is an alarm in either direction.</summary>
    /// <param name="ratio">The likelihood ratio A from which on the evidence is an alarm.</param>
    public bool Alarms(double ratio) => Math.Max(Slower.Peak, Faster.Peak) >= Math.Log(ratio);

    /// <summary>
    /// The median of the runs since the change that the evidence speaks for, over that of the
    /// reference; 1 where there is no evidence.
    /// </summary>
    public double Factor
    {
        get
        {
            var runs = Slower.Peak > Faster.Peak ? Slower.Runs : Faster.Runs;
            if (runs == 0) return 1;
            var since = Recent[^Math.Min(runs, Recent.Length)..].Sort();
            return Math.Exp(Median(since) - Median(Reference));
        }
    }

    /// <summary>The watch after further runs under its memory limit.</summary>
    /// <param name="executions">In the order in which they came.</param>
    public ExecutionWatch With(IEnumerable<TimeSpan> executions)
    {
        List<double> reference = [.. Reference];
        List<double> recent = [.. Recent];
        var (slower, faster) = (Slower, Faster);
        foreach (var execution in executions)
        {
            var run = LogSeconds(execution);
            if (reference.Count < SmallestReference)
            {
                Insert(reference, run);
                continue;
            }

            recent.Add(run);
            if (recent.Count > MostRecent) recent.RemoveAt(0);
            slower = slower.With(Below(reference, run), reference.Count);
            faster = faster.With(reference.Count - Below(reference, Math.BitIncrement(run)), reference.Count);
            if (slower.Runs > 0 || faster.Runs > 0) continue;
            foreach (var settled in recent)
                if (reference.Count < LargestReference)
                    Insert(reference, settled);
            recent.Clear();
        }
        return this with
        {
            Reference = [.. reference],
            Recent = [.. recent],
            Slower = slower,
            Faster = faster
        };
    }

    /// <summary>The reference as execution times, ascending.</summary>
    public IEnumerable<TimeSpan> ReferenceTimes => Reference.Select(run => TimeSpan.FromSeconds(Math.Exp(run)));

    private static double LogSeconds(TimeSpan execution) =>
        Math.Log(Math.Max(execution.TotalSeconds, ShortestSeconds));

    private static void Insert(List<double> ascending, double run)
    {
        var at = ascending.BinarySearch(run);
        ascending.Insert(at < 0 ? ~at : at, run);
    }

    // How many lie below, of numbers that ascend.
    private static int Below(List<double> ascending, double run)
    {
        var (low, high) = (0, ascending.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle] < run) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static double Median(ImmutableArray<double> ascending) =>
        (ascending[(ascending.Length - 1) / 2] + ascending[ascending.Length / 2]) / 2;
}
