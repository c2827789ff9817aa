namespace AquaTope.Models.Simulation.Workloads;

/// <summary>
/// Independent users: Poisson counts around a rate that follows the hour of the day, lies lower on the last two days of
/// the week, and wobbles from minute to minute. ATC'20 shows the platform's total load with such a rhythm over a
/// constant base of about half.
/// </summary>
/// <param name="MeanPerMinute">Invocations a minute, averaged over a working day.</param>
/// <param name="Swing">How far the rate goes above and below its mean, as a share of it, in [0, 1].</param>
/// <param name="PeakMinute">The minute of the day with the highest rate.</param>
/// <param name="WeekendLevel">The weekend's rate as a share of the working days'.</param>
/// <param name="Wobble">Standard deviation of the logarithm of a minute's rate.</param>
public sealed record RhythmPattern(
    double MeanPerMinute, double Swing, int PeakMinute, double WeekendLevel, double Wobble) : ArrivalPattern
{
    private protected override void Fill(Span<int> counts, int seed, ulong subject)
    {
        for (var minute = 0; minute < counts.Length; minute++)
        {
            var chance = Chance.Of(seed, subject, minute);
            var wobble = Math.Exp(Wobble * chance.Normal(0) - Wobble * Wobble / 2);
            counts[minute] = chance.Poisson(RateAt(minute) * wobble, 1);
        }
    }

    private double RateAt(int minute)
    {
        var angle = 2 * Math.PI * (minute - PeakMinute) / MinutesPerDay;
        var isWeekend = minute / MinutesPerDay % 7 >= 5;
        return MeanPerMinute * (1 + Swing * Math.Cos(angle)) * (isWeekend ? WeekendLevel : 1);
    }
}
