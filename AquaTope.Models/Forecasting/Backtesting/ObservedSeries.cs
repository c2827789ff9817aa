using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Forecasting.Backtesting;

/// <summary>A series to put forecasters to the test on.</summary>
/// <param name="Function">Whose demand it is.</param>
/// <param name="Name">What it is called in its trace.</param>
/// <param name="First">The window of the first value.</param>
/// <param name="Demand">One value per window, oldest first.</param>
/// <param name="Unobserved">Which windows were not observed; empty when all were.</param>
public sealed record ObservedSeries(
    FunctionId Function, string Name, WindowIndex First, ReadOnlyMemory<int> Demand, ReadOnlyMemory<bool> Unobserved)
{
    /// <summary>What invokes the function, where it is known.</summary>
    public TriggerKind? Trigger { get; init; }

    /// <summary>Whether a window was observed.</summary>
    /// <param name="at">Its place in the series.</param>
    public bool IsObserved(int at) => Unobserved.IsEmpty || !Unobserved.Span[at];

    /// <summary>Where the part that is forecast begins.</summary>
    /// <param name="share">The share of the series before it.</param>
    public int SplitAt(double share) => (int)(Demand.Length * share);

    /// <summary>Whether there is something to learn from before the split, and an observed window after it.</summary>
    /// <param name="share">The share of the series before it.</param>
    public bool CanSplit(double share)
    {
        var split = SplitAt(share);
        return split > 0 && Enumerable.Range(split, Demand.Length - split).Any(IsObserved);
    }

    /// <summary>The first windows, all there are at most.</summary>
    public ObservedSeries Beginning(int windows) => Demand.Length <= windows
        ? this
        : this with
        {
            Demand = Demand[..windows],
            Unobserved = Unobserved.IsEmpty ? Unobserved : Unobserved[..windows]
        };

    /// <summary>
    /// The series as forecasters see it: a window that was not observed is like the one a day before, or, on the first
    /// day, like the one just before it. It is never scored.
    /// </summary>
    /// <param name="day">Windows in a day.</param>
    internal int[] Filled(int day)
    {
        var demand = Demand.ToArray();
        for (var i = 1; i < demand.Length; i++)
            if (!IsObserved(i))
                demand[i] = demand[i >= day ? i - day : i - 1];
        return demand;
    }
}
