using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform.Rollbacks;

/// <summary>Limits that a function had from some instant on.</summary>
/// <param name="Cause">What they were part of, for example <c>plan:thumbnails-3</c>: changes of several functions by
/// one decision have the same cause.</param>
/// <param name="Resources">The limits.</param>
/// <param name="At">Since when.</param>
/// <param name="Reason">What is known of the cause beyond its name.</param>
public sealed record AppliedLimits(string Cause, ResourceConfiguration Resources, DateTimeOffset At, string? Reason)
{
    /// <summary>
    /// The cause of a change: its id without the function that the id ends with.
    /// </summary>
    public static string CauseOf(ChangeId change, FunctionId function)
    {
        var suffix = $":{function.Value}";
        return change.Value.EndsWith(suffix, StringComparison.Ordinal) ? change.Value[..^suffix.Length] : change.Value;
    }

    /// <summary>The id of a change of one function for this cause.</summary>
    public static ChangeId IdFor(string cause, FunctionId function) => new($"{cause}:{function.Value}");
}
