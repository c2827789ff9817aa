using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>
/// Reads a history window by window and says after each what the network is told: of the window itself, for the
/// encoder, and of the next one as far as it can be known, for the head. Nothing looks ahead, and every number has the
/// same meaning for a function of a few invocations a day and one of thousands a minute: demands are logarithms
/// relative to the history's own recent level.
/// </summary>
internal sealed class DemandReading
{
    /// <summary>What the encoder is told of a window.</summary>
    public static readonly IReadOnlyList<string> StepNames =
    [
        "demand", "level", "active", "idle", "hazard", "exact-hazard", "hour-sine", "hour-cosine"
    ];

    /// <summary>What the head is told of the window to forecast.</summary>
    public static readonly IReadOnlyList<string> OutlookNames =
    [
        "level", "fast-level", "overall-level", "lag-1", "lag-2", "lag-3",
        "hour-lag-before", "hour-lag", "hour-lag-after", "two-hours-lag", "three-hours-lag", "hour-known",
        "day-lag-before", "day-lag", "day-lag-after", "two-days-lag", "day-known",
        "active-share", "recent-active-share", "active-hour-ago", "active-two-hours-ago", "active-three-hours-ago",
        "active-day-ago", "hazard", "exact-hazard", "hazard-exposure", "idle", "gap-mean", "gap-deviation",
        "idle-to-gap-mean", "idle-to-last-gap", "age", "active-level", "last-active-demand", "active-change",
        "repeat-share",
        "hour-sine", "hour-cosine", "half-hour-sine", "half-hour-cosine",
        "day-sine", "day-cosine", "half-day-sine", "half-day-cosine", "week-sine", "week-cosine",
        .. Enum.GetNames<TriggerKind>().Select(trigger => "trigger-" + trigger.ToLowerInvariant())
    ];

    /// <summary>
    /// What the likelihood starts from: the log-odds of the next window being active, the logarithm of how far above
    /// one it then is, the last active demand, the recent level of active demands, and the logarithm of how far one is
    /// from the one before.
    /// </summary>
    public const int Anchors = 5;

    private static readonly int[][] BlankSteps = InputGroupMembers.PlacesOfAll(StepNames);
    private static readonly int[][] BlankOutlook = InputGroupMembers.PlacesOfAll(OutlookNames);

    private const int SecondsPerHour = 3_600;
    private const int SecondsPerDay = 86_400;
    private const double LeastChance = 1e-4;
    private const double LeastExcess = 0.05;
    private const double LeastChange = 0.1;

    private readonly WindowLength _window;
    private readonly WindowIndex _first;
    private readonly InputGroups _without;
    private readonly int[] _blankSteps;
    private readonly int[] _blankOutlook;
    private readonly TriggerKind? _trigger;
    private readonly SeasonsKnown _seasons;
    private readonly int _hour;
    private readonly int _day;
    private readonly GapStatistics _gaps = new();
    private int[] _demand;
    private FadingMean _fast = new(5);
    private FadingMean _slow = new(60);
    private FadingMean _activeShare = new(60);
    private FadingMean _activeLevel = new(10);
    private FadingMean _activeChange = new(10);
    private int _count;
    private double _sum;
    private int _active;
    private int _repeats;
    private int _lastActive = -1;

    /// <param name="window">The length of a window.</param>
    /// <param name="first">The window that will be read first.</param>
    /// <param name="trigger">What invokes the function, where it is known.</param>
    /// <param name="seasons">The seasons that the model may use.</param>
    /// <param name="without">Inputs that are left out: they are zero.</param>
    /// <param name="windows">About how many windows will be read.</param>
    public DemandReading(
        WindowLength window, WindowIndex first, TriggerKind? trigger, SeasonsKnown seasons, InputGroups without,
        int windows)
    {
        _window = window;
        _first = first;
        _trigger = trigger;
        _seasons = seasons;
        _without = without;
        _blankSteps = BlankSteps[(int)without];
        _blankOutlook = BlankOutlook[(int)without];
        _demand = new int[Math.Max(1, windows)];
        _hour = Math.Max(1, SecondsPerHour / window.Seconds);
        _day = Math.Max(1, SecondsPerDay / window.Seconds);
    }

    /// <summary>A reading of a history that has not begun yet.</summary>
    public static DemandReading Of(
        WindowLength window, DemandHistory history, SeasonsKnown seasons, InputGroups without) => new(
        window, history.LastWindow - (history.Demand.Length - 1), history.Trigger, seasons, without,
        history.Demand.Length);

    /// <summary>Windows read.</summary>
    public int Count => _count;

    private double Level => Math.Log(1 + _slow.Value);

    private int Idle => _count - 1 - _lastActive;

    private double Share => (_active + 0.5) / (_count + 1);

    private double LastActive => _lastActive < 0 ? 0 : _demand[_lastActive];

    /// <summary>Takes the demand of the next window.</summary>
    public void Read(int demand)
    {
        if (_count == _demand.Length) Array.Resize(ref _demand, 2 * _count);
        _demand[_count] = demand;
        _sum += demand;
        _fast.Add(demand);
        _slow.Add(demand);
        _activeShare.Add(demand > 0 ? 1 : 0);
        if (demand > 0)
        {
            if (_lastActive >= 0)
            {
                _gaps.Add(_count - _lastActive);
                if (_demand[_lastActive] == demand) _repeats++;
                _activeChange.Add(Math.Abs(_demand[_lastActive] - demand));
            }
            _activeLevel.Add(demand);
            _active++;
            _lastActive = _count;
        }
        _count++;
    }

    /// <summary>What the encoder is told of the window just read.</summary>
    public void WriteStep(Span<float> step)
    {
        var demand = _demand[_count - 1];
        step[0] = (float)(Math.Log(1.0 + demand) - Level);
        step[1] = (float)Level;
        step[2] = demand > 0 ? 1 : 0;
        step[3] = (float)Math.Log(1.0 + Idle);
        step[4] = (float)LogOdds(_gaps.HazardAt(Idle + 1, Share, exact: false).Hazard);
        step[5] = (float)LogOdds(_gaps.HazardAt(Idle + 1, Share, exact: true).Hazard);
        WriteCycle(step[6..], SecondsPerHour);
        foreach (var place in _blankSteps) step[place] = 0;
    }

    /// <summary>What the head is told of the window after the one just read.</summary>
    public void WriteOutlook(Span<float> outlook)
    {
        var (hazard, exposed) = _gaps.HazardAt(Idle + 1, Share, exact: false);
        var activeLevel = Math.Log(1 + _activeLevel.Value);
        ReadOnlySpan<double> known =
        [
            Level, Math.Log(1 + _fast.Value) - Level, Math.Log(1 + _sum / _count) - Level,
            Lag(1), Lag(2), Lag(3),
            Lag(_hour - 1), Lag(_hour), Lag(_hour + 1), Lag(2 * _hour), Lag(3 * _hour), _count > _hour ? 1 : 0,
            Lag(_day - 1), Lag(_day), Lag(_day + 1), Lag(2 * _day), _count > _day ? 1 : 0,
            LogOdds(Share), _activeShare.Value, WasActive(_hour), WasActive(2 * _hour), WasActive(3 * _hour),
            WasActive(_day), LogOdds(hazard), LogOdds(_gaps.HazardAt(Idle + 1, Share, exact: true).Hazard),
            Math.Log(1.0 + exposed), Math.Log(1.0 + Idle), _gaps.MeanLog, _gaps.DeviationLog,
            _gaps.Count == 0 ? 0 : Math.Log(1.0 + Idle) - _gaps.MeanLog,
            _gaps.Count == 0 ? 0 : Math.Log((1.0 + Idle) / _gaps.Last),
            Math.Log(_count), activeLevel, Math.Log(1 + LastActive) - activeLevel,
            Math.Log(LeastChange + _activeChange.Value), (_repeats + 0.5) / (_gaps.Count + 1)
        ];
        for (var i = 0; i < known.Length; i++) outlook[i] = (float)known[i];
        var calendar = outlook[known.Length..];
        WriteCycle(calendar, SecondsPerHour);
        WriteCycle(calendar[2..], SecondsPerHour / 2);
        calendar[4..10].Clear();
        if (_seasons.HasFlag(SeasonsKnown.Day))
        {
            WriteCycle(calendar[4..], SecondsPerDay);
            WriteCycle(calendar[6..], SecondsPerDay / 2);
        }
        if (_seasons.HasFlag(SeasonsKnown.Week)) WriteCycle(calendar[8..], 7 * SecondsPerDay);
        var triggers = calendar[10..(OutlookNames.Count - known.Length)];
        triggers.Clear();
        if (_trigger is { } trigger) triggers[(int)trigger] = 1;
        foreach (var place in _blankOutlook) outlook[place] = 0;
    }

    /// <summary>What the likelihood of the window after the one just read starts from.</summary>
    public void WriteAnchors(Span<float> anchors)
    {
        anchors[0] = (float)LogOdds(_without.HasFlag(InputGroups.Gaps)
            ? Share
            : _gaps.HazardAt(Idle + 1, Share, exact: false).Hazard);
        anchors[1] = (float)Math.Log(Math.Max(LeastExcess, _activeLevel.Value - 1));
        anchors[2] = (float)LastActive;
        anchors[3] = (float)_activeLevel.Value;
        anchors[4] = (float)Math.Log(LeastChange + _activeChange.Value);
    }

    private double Lag(int windows) =>
        windows < 1 || _count < windows ? 0 : Math.Log(1.0 + _demand[_count - windows]) - Level;

    private double WasActive(int windows) => _count >= windows && _demand[_count - windows] > 0 ? 1 : 0;

    // Sine and cosine of where the next window begins in a cycle that starts with a Monday.
    private void WriteCycle(Span<float> pair, int seconds)
    {
        var next = _first + _count;
        var sinceMonday = (CalendarClock.Weekday(_window, next) - 1) * SecondsPerDay
            + CalendarClock.SecondOfDay(_window, next);
        var (sine, cosine) = Math.SinCos(2 * Math.PI * (sinceMonday % seconds) / seconds);
        pair[0] = (float)sine;
        pair[1] = (float)cosine;
    }

    private static double LogOdds(double chance)
    {
        var bounded = Math.Clamp(chance, LeastChance, 1 - LeastChance);
        return Math.Log(bounded / (1 - bounded));
    }
}

/// <summary>Seasons longer than an hour that a model may use: those that its data went through at least
/// twice.</summary>
[Flags]
public enum SeasonsKnown
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The hours of the day.</summary>
    Day = 1,

    /// <summary>The days of the week.</summary>
    Week = 2
}
