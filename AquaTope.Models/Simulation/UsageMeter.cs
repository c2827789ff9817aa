using AquaTope.Models.Quantities;

namespace AquaTope.Models.Simulation;

/// <summary>Counts what happens on the platform and integrates the memory its containers hold over time.</summary>
internal sealed class UsageMeter(long start)
{
    private const double MegabyteTicksPerGigabyteSecond = 1024.0 * TimeSpan.TicksPerSecond;

    private readonly long[] _starts = new long[4];
    private int _megabytes;
    private long _measuredTo = start;
    private double _aliveMegabyteTicks;
    private double _busyMegabyteTicks;

    public long Invocations { get; set; }

    public long Evictions { get; set; }

    public long Delayed { get; set; }

    public long Failures { get; set; }

    public void CountStart(StartKind kind) => _starts[(int)kind]++;

    /// <summary>Containers of so many megabytes have come (or, below zero, gone) now.</summary>
    public void MemoryChanged(int megabytes, long now)
    {
        _aliveMegabyteTicks += (double)_megabytes * (now - _measuredTo);
        _measuredTo = now;
        _megabytes += megabytes;
    }

    public void RunEnded(int megabytes, long duration) => _busyMegabyteTicks += (double)megabytes * duration;

    public PlatformUsage Read(long now, int buffered) => new(
        Invocations,
        _starts[(int)StartKind.Cold],
        _starts[(int)StartKind.Prewarmed],
        _starts[(int)StartKind.Warm],
        Evictions,
        Delayed,
        buffered,
        Failures,
        MemorySize.FromMegabytes(_megabytes),
        (_aliveMegabyteTicks + (double)_megabytes * (now - _measuredTo)) / MegabyteTicksPerGigabyteSecond,
        _busyMegabyteTicks / MegabyteTicksPerGigabyteSecond);
}
