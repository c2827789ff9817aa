using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Neural.Reference;

/// <summary>What the network is told of a window: its demand on the scale of its history, and its place in the day and
/// week.</summary>
internal static class ReferenceFeatures
{
    /// <summary>What the scale is, as model folders name it.</summary>
    public const string Normalization =
        "standard score by the mean and deviation of what was learned from, of several series each by its history";

    private const int SecondsPerHour = 3_600;

    /// <summary>The features of consecutive windows, <see cref="ReferenceEncoder.Features"/> for each.</summary>
    /// <param name="window">The length of a window.</param>
    /// <param name="last">The window of the last demand.</param>
    /// <param name="demand">Their demands, oldest first.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="features">Where they go.</param>
    public static void Write(
        WindowLength window, WindowIndex last, ReadOnlySpan<int> demand, ReferenceScale scale, Span<float> features)
    {
        for (var i = 0; i < demand.Length; i++)
        {
            var row = features.Slice(i * ReferenceEncoder.Features, ReferenceEncoder.Features);
            row[0] = scale.Place(demand[i]);
            WriteCalendar(window, last - (demand.Length - 1 - i), row[1..]);
        }
    }

    /// <summary>Sine and cosine of the hour and of the weekday, <see cref="ReferenceHead.Features"/> in all.</summary>
    public static void WriteCalendar(WindowLength window, WindowIndex index, Span<float> features)
    {
        var hour = CalendarClock.SecondOfDay(window, index) / SecondsPerHour / 24.0;
        var weekday = CalendarClock.Weekday(window, index) / 7.0;
        features[0] = (float)Math.Sin(2 * Math.PI * hour);
        features[1] = (float)Math.Cos(2 * Math.PI * hour);
        features[2] = (float)Math.Sin(2 * Math.PI * weekday);
        features[3] = (float)Math.Cos(2 * Math.PI * weekday);
    }
}
