using System.Security.Cryptography;
using System.Text;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Simulation.Workloads;

/// <summary>
/// Generates a day or more of invocations of many functions with the shapes published for Azure Functions: Shahrad et
/// al., "Serverless in the Wild", USENIX ATC'20.
/// </summary>
/// <remarks>
/// Published there and reproduced here: the share of functions per trigger; 54 % of applications with one function;
/// the popularity of the rest, a lognormal law through the published points that 45 % are invoked at most once an hour
/// and 81 % at most once a minute on average; timers with fixed periods; a rhythm of the day over a constant base.
/// The periods of timers have the frequencies of a public sample of the same trace (500 functions, CC-BY). Which
/// pattern a trigger's functions follow, and the spread of the patterns' parameters, are this generator's own choice.
/// </remarks>
public static class WorkloadGenerator
{
    private const double SingleFunctionShare = 0.54;

    // ln of invocations a day: (ln 24, ln 1440) lie at the standard normal quantiles of (0.45, 0.81).
    private const double PopularityMu = 3.691;
    private const double PopularitySigma = 4.079;
    private const double MinutesPerDay = 1440;

    private static readonly (TriggerKind Trigger, double Share, double BurstShare)[] Triggers =
    [
        (TriggerKind.Http, 0.550, 0.25),
        (TriggerKind.Timer, 0.156, 0),
        (TriggerKind.Queue, 0.152, 0.40),
        (TriggerKind.Orchestration, 0.069, 0.60),
        (TriggerKind.Storage, 0.028, 0.50),
        (TriggerKind.Event, 0.022, 0.20),
        (TriggerKind.Others, 0.023, 0.30)
    ];

    private static readonly (int Minutes, double Share)[] TimerPeriods =
        [(1, 0.23), (2, 0.05), (5, 0.23), (10, 0.10), (15, 0.06), (30, 0.04), (60, 0.14), (1440, 0.15)];

    /// <summary>
    /// The functions of a workload, each with its counts. The same options and seed give the same ones.
    /// </summary>
    public static IReadOnlyList<GeneratedFunction> Generate(WorkloadOptions options, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Functions, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Days, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.MaximumPerMinute, 0, nameof(options));

        var functions = new GeneratedFunction[options.Functions];
        var subject = Chance.SubjectOf("workload");
        var application = 0;
        for (var i = 0; i < functions.Length; i++)
        {
            var chance = Chance.Of(seed, subject, i);
            if (i == 0 || chance.Uniform(0) < SingleFunctionShare) application = i;
            var (trigger, burstShare) = TriggerAt(chance.Uniform(1));
            var pattern = trigger == TriggerKind.Timer
                ? Timer(chance)
                : Demand(chance, burstShare, options.MaximumPerMinute);
            var name = Hash($"{seed}/function/{i}");
            functions[i] = new GeneratedFunction(
                Hash($"{seed}/owner/{application}"), Hash($"{seed}/application/{application}"), name, trigger, pattern,
                pattern.Counts(options.Days * (int)MinutesPerDay, seed, name));
        }
        return functions;
    }

    private static (TriggerKind Trigger, double BurstShare) TriggerAt(double uniform)
    {
        foreach (var (trigger, share, burstShare) in Triggers)
            if ((uniform -= share) < 0)
                return (trigger, burstShare);
        return (TriggerKind.Others, Triggers[^1].BurstShare);
    }

    private static TimerPattern Timer(Chance chance)
    {
        var uniform = chance.Uniform(2);
        foreach (var (minutes, share) in TimerPeriods)
            if ((uniform -= share) < 0)
                return new TimerPattern(minutes, chance.Below(minutes, 3));
        return new TimerPattern(1440, chance.Below(1440, 3));
    }

    private static ArrivalPattern Demand(Chance chance, double burstShare, double maximumPerMinute)
    {
        var perDay = Math.Min(
            Math.Exp(PopularityMu + PopularitySigma * chance.Normal(2)), maximumPerMinute * MinutesPerDay);
        var perMinute = perDay / MinutesPerDay;
        if (chance.Uniform(6) < burstShare) return Burst(chance, perDay);

        // Below one invocation in ten minutes a daily rhythm cannot be told from irregular single calls.
        return perMinute < 0.1
            ? new IntermittentPattern(1 / perMinute, GapSigma: 1 + chance.Uniform(7))
            : new RhythmPattern(
                perMinute,
                Swing: 0.2 + 0.6 * chance.Uniform(7),
                PeakMinute: (int)(600 + 480 * chance.Uniform(8)),
                WeekendLevel: 0.5 + 0.5 * chance.Uniform(9),
                Wobble: 0.3 * chance.Uniform(10));
    }

    // A rarely invoked function has few short bursts, a popular one long bursts all day.
    private static BurstPattern Burst(Chance chance, double perDay)
    {
        var length = 1 + 9 * chance.Uniform(7);
        var bursts = Math.Clamp(perDay / (20 * length), 0.2, 48);
        return new BurstPattern(bursts, length, perDay / (bursts * length));
    }

    private static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
