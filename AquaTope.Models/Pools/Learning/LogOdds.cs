using System.Runtime.CompilerServices;

namespace AquaTope.Models.Pools.Learning;

/// <summary>Chances as log-odds, in which evidence adds up.</summary>
internal static class LogOdds
{
    // Beyond these an expert's certainty says more about its few observations than about the event.
    private const double Least = 0.0005;

    /// <summary>The log-odds of a chance, bounded.</summary>
    [MethodImpl(Compiled.Within)]
    public static double Of(double chance)
    {
        var bounded = Math.Clamp(chance, Least, 1 - Least);
        return Math.Log(bounded / (1 - bounded));
    }

    /// <summary>The chance with those log-odds.</summary>
    [MethodImpl(Compiled.Within)]
    public static double Chance(double logOdds) => 1 / (1 + Math.Exp(-Math.Clamp(logOdds, -12, 12)));
}
