using System.Runtime.CompilerServices;

namespace AquaTope.Models.Pools.Learning;

/// <summary>
/// For each of a few situations, how often an event followed and how often it did not. Old evidence fades, so that a
/// habit given up is forgotten.
/// </summary>
/// <param name="situations">How many situations are told apart.</param>
/// <param name="fading">What is left of a situation's evidence each time it comes up again.</param>
internal sealed class EventTable(int situations, float fading)
{
    private readonly float[] _hits = new float[situations];
    private readonly float[] _misses = new float[situations];

    /// <summary>Times the event followed on the situation.</summary>
    [MethodImpl(Compiled.Within)]
    public float Hits(int situation) => _hits[situation];

    /// <summary>Times the situation came up.</summary>
    [MethodImpl(Compiled.Within)]
    public float Trials(int situation) => _hits[situation] + _misses[situation];

    /// <summary>
    /// The chance of the event in the situation; with little evidence it stays near <paramref name="prior"/>, which
    /// counts as much as <paramref name="strength"/> trials.
    /// </summary>
    [MethodImpl(Compiled.Within)]
    public double Chance(int situation, double prior, double strength) =>
        (_hits[situation] + strength * prior) / (Trials(situation) + strength);

    /// <summary>Counts one trial.</summary>
    [MethodImpl(Compiled.AtOnce)]
    public void Count(int situation, bool happened)
    {
        _hits[situation] *= fading;
        _misses[situation] *= fading;
        if (happened) _hits[situation]++;
        else _misses[situation]++;
    }
}
