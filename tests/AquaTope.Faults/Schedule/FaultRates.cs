using AquaTope.Models;

namespace AquaTope.Faults.Schedule;

/// <summary>
/// How often each kind of fault strikes under a seed. Seeds differ in what they do most, so that some break one thing
/// often while the rest works.
/// </summary>
internal sealed class FaultRates
{
    private readonly double[] _rates;

    private FaultRates(double[] rates) => _rates = rates;

    /// <summary>Nothing ever fails.</summary>
    public static FaultRates None { get; } = new(new double[Enum.GetValues<FaultKind>().Length]);

    /// <summary>The chance that a fault of the kind strikes where it can.</summary>
    public double Of(FaultKind kind) => _rates[(int)kind];

    /// <summary>Each kind is left out, rare, or frequent; every seed has some of them.</summary>
    public static FaultRates Of(ulong seed)
    {
        var rates = new double[Enum.GetValues<FaultKind>().Length];
        for (var kind = 0; kind < rates.Length; kind++)
        {
            var draw = StableHash.Unit("rate", (long)seed, kind);
            var most = Most((FaultKind)kind);
            rates[kind] = draw < 0.35 ? 0 : draw < 0.75 ? most * 0.15 : most;
        }
        return new FaultRates(rates);
    }

    // Crashes are planned by their number, see CrashPlan; their rate says how many of those planned come.
    private static double Most(FaultKind kind) => kind switch
    {
        FaultKind.MessageLost => 0.3,
        FaultKind.MessageDoubled => 0.3,
        FaultKind.MessageDelayed => 0.4,
        FaultKind.CallLost or FaultKind.ReplyLost or FaultKind.PlatformBusy => 0.4,
        FaultKind.ReplyDelayed or FaultKind.CallDoubled => 0.5,
        FaultKind.WriteFailed or FaultKind.WriteStoredYetFailed => 0.15,
        FaultKind.WriteDelayed => 0.4,
        FaultKind.RecoveryFailed => 0.2,
        FaultKind.ForecasterBroke or FaultKind.DesignerBroke => 0.3,
        _ => 1
    };
}
