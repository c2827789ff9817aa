using AquaTope.Models.Pools.Policies;

namespace AquaTope.Models.Pools;

/// <summary>Containers of one function that a policy wants ready, and what they are for.</summary>
/// <param name="Containers">How many it wants.</param>
/// <param name="MemoryMegabytes">The memory of each.</param>
/// <param name="Tracker">Knows the chance that each is needed.</param>
public readonly record struct PoolWish(int Containers, double MemoryMegabytes, IPoolTracker Tracker);

/// <summary>
/// Divides memory that does not suffice for all wishes: whichever container saves the most cold starts per megabyte
/// comes first, whosever it is.
/// </summary>
/// <remarks>
/// Chances do not rise from one container of a function to the next, so taking the best first is the best division, but
/// for the last container that does not fit in. A function one of whose containers does not fit gets no more; smaller
/// ones of others still do.
/// </remarks>
public static class MemoryDivision
{
    /// <summary>How many containers each wish is granted, in the order of the wishes.</summary>
    /// <param name="wishes">What is wanted.</param>
    /// <param name="budgetMegabytes">The most memory that all granted containers take together.</param>
    /// <param name="granted">Where the numbers are written, one for each wish.</param>
    public static void Divide(ReadOnlySpan<PoolWish> wishes, double budgetMegabytes, Span<int> granted)
    {
        double wanted = 0;
        for (var i = 0; i < wishes.Length; i++)
        {
            granted[i] = wishes[i].Containers;
            wanted += wishes[i].Containers * wishes[i].MemoryMegabytes;
        }
        if (wanted <= budgetMegabytes) return;

        granted.Clear();
        var best = new PriorityQueue<int, (double Loss, int Wish)>();
        for (var i = 0; i < wishes.Length; i++) Offer(best, wishes, granted, i);
        var left = budgetMegabytes;
        while (best.TryDequeue(out var next, out _))
        {
            if (wishes[next].MemoryMegabytes > left) continue;
            left -= wishes[next].MemoryMegabytes;
            granted[next]++;
            Offer(best, wishes, granted, next);
        }
    }

    // The queue gives the lowest first, and of equals the earlier wish.
    private static void Offer(
        PriorityQueue<int, (double Loss, int Wish)> best, ReadOnlySpan<PoolWish> wishes, ReadOnlySpan<int> granted,
        int i)
    {
        var wish = wishes[i];
        if (granted[i] >= wish.Containers) return;
        var saved = wish.Tracker.Need(granted[i] + 1) / Math.Max(wish.MemoryMegabytes, double.Epsilon);
        best.Enqueue(i, (-saved, i));
    }
}
