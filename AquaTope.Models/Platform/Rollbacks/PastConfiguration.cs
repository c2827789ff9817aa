using AquaTope.Models.Identity;

namespace AquaTope.Models.Platform.Rollbacks;

/// <summary>What some functions had together, and since when.</summary>
/// <param name="Cause">What gave it to them; <see cref="Original"/> for what they had before the first change.</param>
/// <param name="Since">When the last of them had it; <see langword="null"/> for the original one.</param>
/// <param name="Reason">What is known of the cause beyond its name.</param>
/// <param name="Limits">The limits of each function.</param>
public sealed record PastConfiguration(
    string Cause, DateTimeOffset? Since, string? Reason, IReadOnlyList<FunctionLimits> Limits)
{
    /// <summary>The cause that stands for what functions had before the first change.</summary>
    public const string Original = "original";

    /// <summary>Whether both give the functions the same.</summary>
    public bool IsSameAs(PastConfiguration other) => Limits.SequenceEqual(other.Limits);

    /// <summary>
    /// The configurations that these functions had, oldest first: one for each cause, as it was once the last
    /// function had been changed for it.
    /// </summary>
    public static IReadOnlyList<PastConfiguration> Of(IEnumerable<FunctionId> functions, GatewayState state)
    {
        var histories = functions
            .Select(function => (Function: function, History: state.Histories.GetValueOrDefault(function)))
            .Where(known => known.History is not null)
            .Select(known => (known.Function, History: known.History!))
            .OrderBy(known => known.Function.Value, StringComparer.Ordinal).ToList();
        var causes = histories.SelectMany(known => known.History.Applied)
            .GroupBy(change => change.Cause)
            .Select(changes => changes.MaxBy(change => change.At)!)
            .OrderBy(change => change.At).ThenBy(change => change.Cause, StringComparer.Ordinal);
        return
        [
            new PastConfiguration(Original, null, null, At(DateTimeOffset.MinValue)),
            .. causes.Select(change => new PastConfiguration(change.Cause, change.At, change.Reason, At(change.At)))
        ];

        List<FunctionLimits> At(DateTimeOffset instant) =>
        [
            .. from known in histories
               let resources = known.History.At(instant)
               where resources is not null
               select new FunctionLimits(known.Function, resources.Value)
        ];
    }
}
