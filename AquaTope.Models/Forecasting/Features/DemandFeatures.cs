using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Features;

/// <summary>
/// What regressions see of a series, kept up to date window by window: logarithms of past demand relative to a running
/// level, running means and seasonal profiles, how long it has been idle, and the time of hour, day and week.
/// </summary>
/// <remarks>
/// Everything is on <c>x = ln(1 + demand)</c> and relative to the level <c>ℓ</c>, an exponential mean of <c>x</c>, so
/// that one model serves functions of any size and one that has grown. What lies before the series' beginning is
/// <see cref="double.NaN"/>.
/// </remarks>
internal sealed class DemandFeatures
{
    // Level, profiles, spreads, phases, idleness and days, as Write lists them.
    private const int Others = 23;

    private const double LevelRate = 1.0 / 32;
    private const double HourProfileRate = 0.15;
    private const double SlowHourProfileRate = 0.03;
    private const double DayProfileRate = 0.35;
    private static readonly double[] MeanRates = [1.0 / 3, 1.0 / 10, 1.0 / 100, 1.0 / 400];

    private readonly int _hour;
    private readonly int _day;
    private readonly int[] _lags;
    private readonly double[] _logs;
    private readonly double[] _means = new double[MeanRates.Length];
    private readonly double[] _hourProfile;
    private readonly double[] _slowHourProfile;
    private readonly double[] _dayProfile;
    private readonly long _first;
    private double _level;
    private double _swing;
    private double _spread;
    private int _seen;
    private int _idle;
    private int _lastGap;
    private double _lastActive;

    /// <param name="window">The length of a window.</param>
    /// <param name="first">The window that will be observed first.</param>
    public DemandFeatures(WindowLength window, WindowIndex first)
    {
        _hour = Math.Max(1, 3600 / window.Seconds);
        _day = Math.Max(1, 86_400 / window.Seconds);
        _lags = Lags(_hour, _day);
        _logs = new double[_lags[^1] + 1];
        _hourProfile = new double[_hour];
        _dayProfile = new double[_day];
        Array.Fill(_hourProfile, double.NaN);
        _slowHourProfile = (double[])_hourProfile.Clone();
        Array.Fill(_dayProfile, double.NaN);
        _first = first.Value;
        Count = CountFor(window);
    }

    /// <summary>How many features there are.</summary>
    public int Count { get; }

    /// <summary>The level that features and targets are relative to.</summary>
    public double Level => _level;

    /// <summary>Windows observed.</summary>
    public int Seen => _seen;

    /// <summary>How many features there are with windows of that length.</summary>
    public static int CountFor(WindowLength window) =>
        Lags(Math.Max(1, 3600 / window.Seconds), Math.Max(1, 86_400 / window.Seconds)).Length
        + MeanRates.Length + Others;

    /// <summary>Writes the features of the window after the last one observed.</summary>
    public void Write(Span<float> features)
    {
        var at = 0;
        foreach (var lag in _lags) features[at++] = (float)(Log(lag) - _level);
        foreach (var mean in _means) features[at++] = _seen == 0 ? float.NaN : (float)(mean - _level);

        var next = _first + _seen;
        var (hourPhase, dayPhase) = (Phase(next, _hour), Phase(next, _day));
        features[at++] = (float)_level;
        features[at++] = (float)_hourProfile[hourPhase];
        features[at++] = (float)_hourProfile[(hourPhase + 1) % _hour];
        features[at++] = (float)(_dayProfile[dayPhase] - _level);
        features[at++] = (float)(_dayProfile[(dayPhase + 1) % _day] - _level);
        features[at++] = (float)_swing;
        features[at++] = (float)_spread;
        features[at++] = hourPhase;
        features[at++] = dayPhase;
        features[at++] = Phase(next / _day, 7);
        features[at++] = _idle;
        features[at++] = _lastGap;
        features[at++] = _lastGap == 0 ? float.NaN : (_idle + 1f) / _lastGap;
        features[at++] = (float)(_lastActive - _level);
        features[at++] = (float)_slowHourProfile[hourPhase];
        features[at++] = (float)_slowHourProfile[(hourPhase + _hour - 1) % _hour];
        features[at++] = hourPhase % Math.Max(1, _hour / 12);
        features[at++] = hourPhase % Math.Max(1, _hour / 6);
        features[at++] = hourPhase % Math.Max(1, _hour / 4);
        features[at++] = (float)(SmoothDay(dayPhase) - _level);
        WriteDays(features[at..]);
    }

    // The day's profile, over the windows two to either side.
    private double SmoothDay(int phase)
    {
        var (sum, count) = (0.0, 0);
        for (var shift = -2; shift <= 2; shift++)
        {
            var value = _dayProfile[Phase(phase + shift, _day)];
            if (double.IsNaN(value)) continue;
            sum += value;
            count++;
        }
        return sum / count;
    }

    // The same window of the last seven days: their mean, their most and their least.
    private void WriteDays(Span<float> features)
    {
        var (sum, count, most, least) = (0.0, 0, double.NegativeInfinity, double.PositiveInfinity);
        for (; count < 7 && (count + 1) * _day <= _seen; count++)
        {
            var value = Log((count + 1) * _day);
            sum += value;
            (most, least) = (Math.Max(most, value), Math.Min(least, value));
        }
        features[0] = count == 0 ? float.NaN : (float)(sum / count - _level);
        features[1] = count == 0 ? float.NaN : (float)(most - _level);
        features[2] = count == 0 ? float.NaN : (float)(least - _level);
    }

    /// <summary>Learns the demand of the next window.</summary>
    public void Observe(int demand)
    {
        var x = Math.Log(1 + (double)demand);
        var window = _first + _seen;
        var (hourPhase, dayPhase) = (Phase(window, _hour), Phase(window, _day));
        var deviation = x - (_seen == 0 ? x : _level);
        Blend(ref _hourProfile[hourPhase], deviation, HourProfileRate);
        Blend(ref _slowHourProfile[hourPhase], deviation, SlowHourProfileRate);
        Blend(ref _dayProfile[dayPhase], x, DayProfileRate);
        if (_seen > 0)
        {
            _swing += Rate(1.0 / 20) * (Math.Abs(x - Log(1)) - _swing);
            _spread += Rate(1.0 / 60) * (Math.Abs(deviation) - _spread);
        }

        _level += Rate(LevelRate) * (x - _level);
        for (var i = 0; i < _means.Length; i++) _means[i] += Rate(MeanRates[i]) * (x - _means[i]);
        if (demand > 0)
        {
            _lastGap = _lastActive > 0 ? _idle + 1 : 0;
            _idle = 0;
            _lastActive = x;
        }
        else
        {
            _idle++;
        }
        _logs[_seen % _logs.Length] = x;
        _seen++;
    }

    /// <summary>The logarithm <paramref name="lag"/> windows before the next one.</summary>
    public double Log(int lag) => lag > _seen ? double.NaN : _logs[(_seen - lag) % _logs.Length];

    private static int[] Lags(int hour, int day) =>
    [
        .. Enumerable.Range(1, 12)
            .Concat([15, 20, 30, 45])
            .Concat([hour - 2, hour - 1, hour, hour + 1, hour + 2, 2 * hour - 1, 2 * hour, 2 * hour + 1, 3 * hour,
                4 * hour, 6 * hour, 12 * hour, day - 2, day - 1, day, day + 1, day + 2, 2 * day, 3 * day, 7 * day])
            .Where(lag => lag > 0).Distinct().Order()
    ];

    // Averages of few windows are plain ones: the first window is its own mean.
    private double Rate(double rate) => Math.Max(rate, 1.0 / (_seen + 1));

    private static void Blend(ref double mean, double value, double rate) =>
        mean = double.IsNaN(mean) ? value : mean + rate * (value - mean);

    private static int Phase(long window, int period) => (int)((window % period + period) % period);
}
