using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Neural;

/// <summary>Where a window lies in the seasons of the calendar, in coordinated universal time.</summary>
internal static class CalendarClock
{
    private const int SecondsPerDay = 86_400;

    /// <summary>The Unix epoch was a Thursday, the fourth day of the week by ISO 8601.</summary>
    private const int WeekdayOfEpoch = 4;

    /// <summary>Seconds since midnight when the window begins.</summary>
    public static int SecondOfDay(WindowLength window, WindowIndex index) =>
        (int)(SecondOf(window, index) - DayOf(window, index) * SecondsPerDay);

    /// <summary>The day of the week by ISO 8601: Monday is 1, Sunday 7.</summary>
    public static int Weekday(WindowLength window, WindowIndex index) =>
        (int)(((DayOf(window, index) + WeekdayOfEpoch - 1) % 7 + 7) % 7) + 1;

    private static long SecondOf(WindowLength window, WindowIndex index) => index.Value * window.Seconds;

    private static long DayOf(WindowLength window, WindowIndex index) =>
        (long)Math.Floor((double)SecondOf(window, index) / SecondsPerDay);
}
