using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Traces;

/// <summary>
/// The series of a trace, the same ones in each of its files. Grows with the number of series, not with the trace's
/// length.
/// </summary>
public sealed class SeriesCatalog
{
    private readonly Dictionary<string, TraceSeries> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _apps = new(StringComparer.Ordinal);
    private readonly List<TraceSeries> _series = [];
    private readonly List<string> _appNames = [];

    /// <summary>In order of first appearance.</summary>
    public IReadOnlyList<TraceSeries> Series => _series;

    /// <summary>The applications they belong to, in order of first appearance.</summary>
    public IReadOnlyList<string> Apps => _appNames;

    /// <summary>The series of that name, which is new where no file has had it yet.</summary>
    internal TraceSeries Find(ReadOnlySpan<char> name, ReadOnlySpan<char> app, TriggerKind? trigger = null)
    {
        if (_byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var known)) return known;

        var lookup = _apps.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(app, out var appIndex))
        {
            appIndex = _appNames.Count;
            _appNames.Add(app.ToString());
            _apps.Add(_appNames[^1], appIndex);
        }

        var series = new TraceSeries(_series.Count, name.ToString(), appIndex, _appNames[appIndex], trigger);
        _series.Add(series);
        _byName.Add(series.Name, series);
        return series;
    }
}
