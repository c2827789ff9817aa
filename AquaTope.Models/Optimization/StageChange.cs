using System.Globalization;
using AquaTope.Models.Identity;

namespace AquaTope.Models.Optimization;

/// <summary>A function of a workflow takes another time than when it was measured.</summary>
/// <param name="Function">The function; every stage that runs it is concerned.</param>
/// <param name="Factor">
/// The new median execution time over the old one under the same plan; <see langword="null"/> where it may have changed
/// and nobody measured by how much.
/// </param>
public sealed record StageChange(FunctionId Function, double? Factor)
{
    public override string ToString() => Factor is { } factor
        ? string.Create(CultureInfo.InvariantCulture, $"{Function} takes {factor:0.##} times as long")
        : $"{Function} may take another time";
}
