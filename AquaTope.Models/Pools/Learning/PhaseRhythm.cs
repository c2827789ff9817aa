namespace AquaTope.Models.Pools.Learning;

/// <summary>
/// The chance of an event by the phase of common timers: every 5, 10, 15, 30 and 60 windows. Each longer period has a
/// shorter one that divides it as its prior.
/// </summary>
internal sealed class PhaseRhythm
{
    /// <summary>How many chances it gives, by rising period.</summary>
    public const int Periods = 5;

    private const int Cycle = 60;
    private const float Fading = 0.9f;

    private readonly EventTable _phases = new(Cycle, Fading);

    /// <summary>Estimates the chance for a window of that number.</summary>
    public void Estimate(int window, double prior, Span<double> chances)
    {
        var phase = window % Cycle;
        chances[0] = Chance(phase, 5, prior, 2);
        chances[1] = Chance(phase, 10, chances[0], 2);
        chances[2] = Chance(phase, 15, chances[0], 2);
        chances[3] = Chance(phase, 30, chances[2], 1);
        chances[4] = _phases.Chance(phase, chances[3], 1);
    }

    public void Count(int window, bool happened) => _phases.Count(window % Cycle, happened);

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
