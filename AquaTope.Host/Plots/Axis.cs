using System.Globalization;

namespace AquaTope.Host.Plots;

/// <summary>One axis of a panel: what it shows, and which part of it.</summary>
internal sealed record Axis
{
    private const double Margin = 0.04;
    private const int MostTicks = 6;

    // Beyond this ratio of greatest to least, equal steps would press most values together at one end.
    private const double LogarithmicRatio = 8;

    private static readonly int[] Multiples = [1, 2, 5, 10];

    private Axis(string label, double least, double most, bool isLogarithmic)
    {
        Label = label;
        Least = least;
        Most = most;
        IsLogarithmic = isLogarithmic;
    }

    /// <summary>What it shows, with the unit.</summary>
    public string Label { get; }

    public double Least { get; }

    public double Most { get; }

    public bool IsLogarithmic { get; }

    /// <summary>
    /// An axis on which all values have room: logarithmic where they are above zero and differ by far.
    /// </summary>
    public static Axis Around(string label, IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(1).ToList();
        var (least, most) = (finite.Min(), finite.Max());
        if (least > 0 && most > LogarithmicRatio * least)
        {
            var factor = Math.Pow(most / least, Margin);
            return new Axis(label, least / factor, most * factor, true);
        }
        var pad = most > least ? Margin * (most - least) : Math.Max(Math.Abs(least), 1) * Margin;
        return new Axis(label, least - pad, most + pad, false);
    }

    /// <summary>A linear axis from bound to bound.</summary>
    public static Axis Between(string label, double least, double most) => new(label, least, most, false);

    public bool Shows(double value) => value >= Least && value <= Most;

    /// <summary>Where a value lies between the ends: 0 at the least, 1 at the most.</summary>
    public double PositionOf(double value) => IsLogarithmic
        ? Math.Log(value / Least) / Math.Log(Most / Least)
        : (value - Least) / (Most - Least);

    /// <summary>Round values to mark, with their texts.</summary>
    public IEnumerable<(double Value, string Text)> Ticks() => IsLogarithmic ? LogarithmicTicks() : LinearTicks();

    // Steps of 1, 2 or 5 times a power of ten.
    private IEnumerable<(double Value, string Text)> LinearTicks()
    {
        var rough = (Most - Least) / MostTicks;
        var power = (int)Math.Floor(Math.Log10(rough));
        var unit = Math.Pow(10, power);
        var multiple = Multiples.First(candidate => candidate * unit >= rough * (1 - 1e-9));
        var format = "F" + Math.Max(0, multiple == 10 ? -power - 1 : -power).ToString(CultureInfo.InvariantCulture);
        var step = multiple * unit;
        for (var i = Math.Ceiling(Least / step); i * step <= Most; i++)
            yield return (i * step, (i == 0 ? 0 : i * step).ToString(format, CultureInfo.InvariantCulture));
    }

    // 1, 2 and 5 of each power of ten; the powers alone where there are many.
    private IEnumerable<(double Value, string Text)> LogarithmicTicks()
    {
        int[] multiples = Math.Log10(Most / Least) > 2.5 ? [1] : [1, 2, 5];
        for (var power = (int)Math.Floor(Math.Log10(Least)); power <= Math.Log10(Most); power++)
            foreach (var multiple in multiples)
            {
                var value = multiple * Math.Pow(10, power);
                if (Shows(value)) yield return (value, value.ToString("0.######", CultureInfo.InvariantCulture));
            }
    }
}
