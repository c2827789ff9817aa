using System.Runtime.CompilerServices;

namespace AquaTope.Models.Pools.Learning;

/// <summary>
/// Learns what chances come true: a curve over log-odds, linear between knots, that begins as the identity and moves
/// towards what happened. The result is the mean of the chance given and the curve's, which halves the harm of either's
/// error.
/// </summary>
internal sealed class Calibration
{
    private const int Reach = 8;
    private const float Rate = 0.02f;

    private readonly float[] _curve = Identity();
    private int _below;
    private float _share;

    /// <summary>The calibrated chance.</summary>
    [MethodImpl(Compiled.AtOnce)]
    public double Apply(double chance)
    {
        var at = Math.Clamp(LogOdds.Of(chance), -Reach, Reach - 1e-6) + Reach;
        _below = (int)at;
        _share = (float)(at - _below);
        return (chance + _curve[_below] * (1 - _share) + _curve[_below + 1] * _share) / 2;
    }

    /// <summary>Learns what became of the chance it was last applied to.</summary>
    [MethodImpl(Compiled.AtOnce)]
    public void Learn(bool happened)
    {
        var outcome = happened ? 1 : 0;
        _curve[_below] += Rate * (1 - _share) * (outcome - _curve[_below]);
        _curve[_below + 1] += Rate * _share * (outcome - _curve[_below + 1]);
    }

    private static float[] Identity()
    {
        var curve = new float[2 * Reach + 1];
        for (var i = 0; i < curve.Length; i++) curve[i] = (float)LogOdds.Chance(i - Reach);
        return curve;
    }
}
