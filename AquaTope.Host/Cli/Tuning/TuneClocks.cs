using AquaTope.Models.Optimization.Problems;

namespace AquaTope.Host.Cli.Tuning;

/// <summary>The clocks of this process.</summary>
internal static class TuneClocks
{
    public static RunClocks OfProcess()
    {
        var began = TimeProvider.System.GetTimestamp();
        return new RunClocks(() => Environment.CpuUsage.TotalTime, () => TimeProvider.System.GetElapsedTime(began));
    }
}
