namespace AquaTope.Host.Cli.Tuning;

/// <summary>A curve in one line of text.</summary>
internal static class Sparkline
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <summary>The values from the least to the greatest as eight levels; a blank where there is none.</summary>
    /// <param name="values">In order.</param>
    /// <param name="width">
    /// At most so many characters; of more values, evenly spaced ones are shown, the last always.
    /// </param>
    public static string Of(IReadOnlyList<double?> values, int width)
    {
        if (values.Count == 0) return "";
        var shown = Math.Min(width, values.Count);
        var (least, most) = (values.Min(), values.Max());
        var text = new char[shown];
        for (var i = 0; i < shown; i++)
        {
            var value = values[(i + 1) * values.Count / shown - 1];
            text[i] = value is null ? ' ' : Levels[Level(value.Value, least!.Value, most!.Value)];
        }
        return new string(text);
    }

    private static int Level(double value, double least, double most) =>
        most > least ? (int)Math.Round((Levels.Length - 1) * (value - least) / (most - least)) : 0;
}
