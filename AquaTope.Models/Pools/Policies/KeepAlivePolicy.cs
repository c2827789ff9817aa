using System.Globalization;
using System.Runtime.CompilerServices;
using AquaTope.Models.Pools.Learning;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Pools.Policies;

/// <summary>
/// Keeps every container until it has been idle for a fixed time: as many stay ready as were needed at once in the last
/// windows that this time spans. What most platforms do.
/// </summary>
public sealed class KeepAlivePolicy : WindowPolicy
{
    /// <param name="name">The name it is called by.</param>
    /// <param name="windows">For how many windows a container outlives its last use.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one window.</exception>
    public KeepAlivePolicy(string name, int windows) : base(name, windows) =>
        ArgumentOutOfRangeException.ThrowIfLessThan(windows, 1);

    /// <summary>
    /// A keep-alive of some minutes, named <c>keepalive-5m</c>. Windows longer than the time count as one; otherwise
    /// the time is rounded up to whole windows.
    /// </summary>
    public static KeepAlivePolicy OfMinutes(int minutes, WindowLength window) =>
        new(string.Create(CultureInfo.InvariantCulture, $"keepalive-{minutes}m"),
            (minutes * 60 + window.Seconds - 1) / window.Seconds);

    public override int Target(ReadOnlySpan<int> demand, in PoolOutlook outlook) => Highest(demand, History);

    /// <summary>
    /// The most containers needed in any of the last <paramref name="windows"/> windows; 0 without any.
    /// </summary>
    [MethodImpl(Compiled.AtOnce)]
    internal static int Highest(ReadOnlySpan<int> demand, int windows)
    {
        var highest = 0;
        for (var i = Math.Max(0, demand.Length - windows); i < demand.Length; i++)
            if (demand[i] > highest)
                highest = demand[i];
        return highest;
    }
}
