using AquaTope.Models.Identity;

namespace AquaTope.Models.Platform.Guards;

/// <summary>Containers of one function that are to be ready, and the memory of each.</summary>
/// <param name="Function">The function.</param>
/// <param name="Containers">How many.</param>
/// <param name="Megabytes">Of each.</param>
public readonly record struct ReadyWish(FunctionId Function, int Containers, int Megabytes)
{
    public long Total => (long)Containers * Megabytes;
}

/// <summary>
/// Divides the memory of a namespace that does not suffice for all that is to be ready in it: every function gets its
/// first container before any gets its second, and so on. The first containers save the most cold starts.
/// </summary>
public static class ReadyMemory
{
    /// <summary>
    /// The containers granted to each function. Functions take their turns by name; one whose container does not fit
    /// gets no more, smaller ones of others still do.
    /// </summary>
    public static IReadOnlyDictionary<FunctionId, int> Divide(IEnumerable<ReadyWish> wishes, int ceilingMegabytes)
    {
        var ordered = wishes.Where(wish => wish.Containers > 0)
            .OrderBy(wish => wish.Function.Value, StringComparer.Ordinal).ToList();
        if (ordered.Sum(wish => wish.Total) <= ceilingMegabytes)
            return ordered.ToDictionary(wish => wish.Function, wish => wish.Containers);

        var granted = new Dictionary<FunctionId, int>(ordered.Count);
        long left = ceilingMegabytes;
        for (var level = 1; ordered.Count > 0; level++)
        {
            for (var i = 0; i < ordered.Count; i++)
            {
                if (ordered[i].Megabytes > left) continue;
                left -= ordered[i].Megabytes;
                granted[ordered[i].Function] = level;
            }
            ordered.RemoveAll(wish =>
                wish.Containers == level || granted.GetValueOrDefault(wish.Function) < level);
        }
        return granted;
    }
}
