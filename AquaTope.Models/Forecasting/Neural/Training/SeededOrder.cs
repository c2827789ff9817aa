using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Forecasting.Neural.Training;

/// <summary>Orders drawn by a seed.</summary>
internal static class SeededOrder
{
    /// <summary>Puts the items in an order in which every one is equally likely at every place.</summary>
    /// <param name="items">The items.</param>
    /// <param name="random">The source of chance.</param>
    /// <param name="row">Which of its rows of draws to use.</param>
    public static void Shuffle<T>(Span<T> items, CounterRandom random, ulong row)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = (int)(random.Uniform(row, (ulong)i) * (i + 1));
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
