using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization.Problems;

/// <summary>
/// The seconds of a stage as a law of its cores c and megabytes m: <c>min(60, w A(c) R(m))</c> with <c>A = 1/c</c> for
/// c below 1, else <c>(1-p) + p/c</c>, and <c>R = 1 + a (k/m - 1)</c> for m below k, else 1.
/// </summary>
/// <param name="Work">w: seconds on one core with ample memory.</param>
/// <param name="ParallelFraction">p: the share that more cores divide, in [0, 1].</param>
/// <param name="MemoryKneeMb">k: with less memory than this the stage slows down.</param>
/// <param name="MemoryPressure">a: how steeply; at least 0.</param>
public sealed record StageLaw(double Work, double ParallelFraction, double MemoryKneeMb, double MemoryPressure)
{
    /// <summary>The time limit of an action in OpenWhisk unless it asks for more, in seconds.</summary>
    public const double LimitSeconds = 60;

    public double Seconds(ResourceConfiguration resources)
    {
        var cores = resources.Cpu.Cores;
        var megabytes = (double)resources.Memory.Megabytes;
        var computing = cores < 1 ? 1 / cores : 1 - ParallelFraction + ParallelFraction / cores;
        var paging = megabytes < MemoryKneeMb ? 1 + MemoryPressure * (MemoryKneeMb / megabytes - 1) : 1;
        return Math.Min(LimitSeconds, Work * computing * paging);
    }
}
