using System.Numerics;
using System.Runtime.CompilerServices;

namespace AquaTope.Models.Pools.Learning;

/// <summary>
/// Learns when one level of demand is reached: whether the next window will need at least so many containers. To it
/// demand is a sequence of yes and no; whether the k-th container of a pool is kept depends on its level's alone.
/// </summary>
/// <remarks>
/// Several experts give a chance each: the gap since the level was last reached against the gaps before
/// (<see cref="GapHazard"/>), the pattern of the last windows, how far the last window and the last four lay above or
/// below the level, timers (<see cref="PhaseRhythm"/>), and the share of all and of recent windows. They enter as
/// differences in log-odds to the expert that each of them refines, and an autoregression on the last 62 windows beside
/// them. The weights depend on the situation, begin at a prior that holds for functions in general, and learn from
/// every window along the gradient of the logarithmic score: logistic mixing, as data compressors do it (Mattern,
/// "Mixing Strategies in Data Compression", DCC 2012). A calibration comes last.
/// </remarks>
internal sealed class LevelTracker
{
    /// <summary>Values that are mixed, the constant included.</summary>
    internal const int Inputs = 16;

    /// <summary>Sets of weights: five for how long the gap is, six for how often the level was reached.</summary>
    internal const int WeightSets = 11;

    /// <summary>Windows that the autoregression looks back.</summary>
    internal const int Lags = 62;

    private const int GapSets = 5;
    private const int ShortPattern = 5;
    private const int LongPattern = 8;
    private const int Distances = 12;
    private const int Approaches = 256;
    private const double LongMemory = 240;
    private const double LeastChance = 0.0002;
    private const ulong LagMask = (1UL << Lags) - 1;

    // Of an error this small nothing is to be learned, and most windows of an idle function have none larger.
    private const float LeastError = 0.001f;

    // Steps begin five times as large as they end: what holds for functions in general is soon corrected, and what was
    // learned is then kept against noise.
    private const float WeightRate = 0.005f;
    private const float LagRate = 0.01f;
    private const float EarlyHaste = 4;
    private const float EarlyWindows = 120;

    private readonly GapHazard _gaps = new();
    private readonly EventTable _shortPatterns = new(1 << ShortPattern, 0.99f);
    private readonly EventTable _longPatterns = new(1 << LongPattern, 0.98f);
    private readonly EventTable _distances = new(Distances, 0.99f);
    private readonly EventTable _approaches = new(Approaches, 0.98f);
    private readonly PhaseRhythm _phases = new();
    private readonly Calibration _calibration = new();
    private readonly float[] _weights = [.. MixturePrior.Weights];
    private readonly float[] _lagWeights = new float[Lags];
    private readonly float[] _inputs = new float[Inputs];
    private float _lagSum;
    private ulong _reached;
    private int _windows;
    private int _times;
    private int _gap;
    private int _run;
    private int _distance;
    private int _approach;
    private int _gapSet;
    private int _timesSet;
    private double _recentShare;
    private double _mixed;

    /// <summary>Begins with the window that reached the level for the first time.</summary>
    /// <param name="windows">Windows before it.</param>
    public LevelTracker(int windows)
    {
        _windows = windows;
        Note(true);
    }

    /// <summary>The chance that the next window reaches the level.</summary>
    public double Chance { get; private set; }

    /// <summary>Learns whether the window that has just closed reached the level.</summary>
    [MethodImpl(Compiled.AtOnce)]
    public void Observe(bool reached)
    {
        LearnWeights((float)((reached ? 1 : 0) - _mixed));
        _calibration.Learn(reached);
        _gaps.Count(_gap, reached);
        _shortPatterns.Count(Last(ShortPattern), reached);
        _longPatterns.Count(Last(LongPattern), reached);
        _distances.Count(_distance, reached);
        _approaches.Count(_approach, reached);
        Note(reached);
    }

    /// <summary>Estimates the chance for the next window.</summary>
    /// <param name="distance">
    /// How many levels the last window lay above this one: 0 where it reached it and no higher, negative below.
    /// </param>
    [MethodImpl(Compiled.AtOnce)]
    public void Estimate(int distance)
    {
        _distance = Math.Clamp(distance + 4, 0, Distances - 1);
        _approach = ((_approach << 2) | Math.Clamp(distance + 2, 0, 3)) & (Approaches - 1);
        _gapSet = _gap switch { 0 => _run < 3 ? 0 : 1, < 10 => 2, < 60 => 3, _ => 4 };
        _timesSet = GapSets + _times switch { <= 1 => 0, <= 3 => 1, <= 7 => 2, <= 15 => 3, <= 40 => 4, _ => 5 };
        AskExperts();
        _mixed = Math.Clamp(LogOdds.Chance(Mix()), LeastChance, 1 - LeastChance);
        Chance = Math.Clamp(_calibration.Apply(_mixed), LeastChance, 1 - LeastChance);
    }

    [MethodImpl(Compiled.AtOnce)]
    private void AskExperts()
    {
        var share = (_times + 0.3) / (_windows + 3);
        _gaps.Estimate(_gap, share);
        var pattern = _shortPatterns.Chance(Last(ShortPattern), _gaps.Exact, 1);
        _phases.Estimate(_windows, share);

        var tail = LogOdds.Of(_gaps.Tail);
        var near = LogOdds.Of(_gaps.Near);
        var exact = LogOdds.Of(_gaps.Exact);
        var brief = LogOdds.Of(pattern);
        var always = LogOdds.Of(share);
        var every5 = LogOdds.Of(_phases.Every5);
        var every15 = LogOdds.Of(_phases.Every15);
        var every30 = LogOdds.Of(_phases.Every30);
        var recent = (_recentShare * LongMemory + share) / (LongMemory + 1);
        _inputs[0] = 1;
        _inputs[1] = (float)tail;
        _inputs[2] = (float)(near - tail);
        _inputs[3] = (float)(exact - near);
        _inputs[4] = (float)(brief - exact);
        _inputs[5] = (float)(LogOdds.Of(_longPatterns.Chance(Last(LongPattern), pattern, 0.7)) - brief);
        _inputs[6] = (float)(LogOdds.Of(_distances.Chance(_distance, _gaps.Exact, 1)) - exact);
        _inputs[7] = (float)(LogOdds.Of(_approaches.Chance(_approach, _gaps.Exact, 1)) - exact);
        _inputs[8] = (float)(always - tail);
        _inputs[9] = (float)(every5 - always);
        _inputs[10] = (float)(LogOdds.Of(_phases.Every10) - every5);
        _inputs[11] = (float)(every15 - every5);
        _inputs[12] = (float)(every30 - every15);
        _inputs[13] = (float)(LogOdds.Of(_phases.Every60) - every30);
        _inputs[14] = (float)(LogOdds.Of(recent) - always);
        _inputs[15] = 1f / (1 + _times);
    }

    [MethodImpl(Compiled.AtOnce)]
    private double Mix()
    {
        var forGap = _weights.AsSpan(_gapSet * Inputs, Inputs);
        var forTimes = _weights.AsSpan(_timesSet * Inputs, Inputs);
        double sum = 0;
        for (var i = 0; i < Inputs; i++) sum += (forGap[i] + forTimes[i]) * _inputs[i];
        for (var lags = _reached & LagMask; lags != 0; lags &= lags - 1)
            sum += _lagWeights[BitOperations.TrailingZeroCount(lags)];
        return sum - _recentShare * _lagSum;
    }

    [MethodImpl(Compiled.AtOnce)]
    private void LearnWeights(float error)
    {
        if (Math.Abs(error) < LeastError) return;
        var step = error * (1 + EarlyHaste / (1 + _windows / EarlyWindows));
        var forGap = _weights.AsSpan(_gapSet * Inputs, Inputs);
        var forTimes = _weights.AsSpan(_timesSet * Inputs, Inputs);
        for (var i = 0; i < Inputs; i++)
        {
            var change = WeightRate * step * _inputs[i];
            forGap[i] += change;
            forTimes[i] += change;
        }
        var share = (float)_recentShare;
        var known = Math.Min(Lags, _windows);
        _lagSum = 0;
        for (var i = 0; i < known; i++)
        {
            _lagWeights[i] += LagRate * step * (((_reached >> i) & 1) - share);
            _lagSum += _lagWeights[i];
        }
    }

    private int Last(int windows) => (int)(_reached & ((1UL << windows) - 1));

    [MethodImpl(Compiled.AtOnce)]
    private void Note(bool reached)
    {
        _phases.Count(_windows, reached);
        _reached = (_reached << 1) | (reached ? 1UL : 0);
        _windows++;
        _recentShare += ((reached ? 1 : 0) - _recentShare) / LongMemory;
        if (reached) _times++;
        _run = reached ? _run + 1 : 0;
        _gap = reached ? 0 : _gap + 1;
    }
}
