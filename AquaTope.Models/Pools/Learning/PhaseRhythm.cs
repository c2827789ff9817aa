using System.Runtime.CompilerServices;

namespace AquaTope.Models.Pools.Learning;

/// <summary>
/// The chance of an event by the phase of common timers: every 5, 10, 15, 30 and 60 windows. Each longer period has a
/// shorter one that divides it as its prior.
/// </summary>
internal sealed class PhaseRhythm
{
    private const int Cycle = 60;
    private const float Fading = 0.9f;

    private readonly EventTable _phases = new(Cycle, Fading);

    /// <summary>The chance by the phase of 5 windows.</summary>
    public double Every5 { get; private set; }

    /// <summary>The chance by the phase of 10 windows.</summary>
    public double Every10 { get; private set; }

    /// <summary>The chance by the phase of 15 windows.</summary>
    public double Every15 { get; private set; }

    /// <summary>The chance by the phase of 30 windows.</summary>
    public double Every30 { get; private set; }

    /// <summary>The chance by the phase of 60 windows.</summary>
    public double Every60 { get; private set; }

    /// <summary>Estimates the chances for a window of that number.</summary>
    [MethodImpl(Compiled.AtOnce)]
    public void Estimate(int window, double prior)
    {
        var phase = window % Cycle;
        Every5 = Chance(phase, 5, prior, 2);
        Every10 = Chance(phase, 10, Every5, 2);
        Every15 = Chance(phase, 15, Every5, 2);
        Every30 = Chance(phase, 30, Every15, 1);
        Every60 = _phases.Chance(phase, Every30, 1);
    }

    public void Count(int window, bool happened) => _phases.Count(window % Cycle, happened);

    [MethodImpl(Compiled.AtOnce)]
    private double Chance(int phase, int period, double prior, double strength)
    {
        double hits = 0, trials = 0;
        for (var i = phase % period; i < Cycle; i += period)
        {
            hits += _phases.Hits(i);
            trials += _phases.Trials(i);
        }
        return (hits + strength * prior) / (trials + strength);
    }
}
