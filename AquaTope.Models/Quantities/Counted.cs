using System.Globalization;

namespace AquaTope.Models.Quantities;

/// <summary>Numbers of things in sentences, where one of them is called by the singular.</summary>
public static class Counted
{
    /// <summary><c>1 stage</c>, <c>2 stages</c>, <c>0.5 cores</c>; three digits after the point at most.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">What one is called; more of them have an s.</param>
    public static string Of(double number, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:0.###} {one}") is var text
        && text.StartsWith("1 ", StringComparison.Ordinal)
            ? text
            : text + "s";
}
