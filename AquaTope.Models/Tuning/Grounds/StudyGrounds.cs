using System.Globalization;
using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Models.Tuning.Grounds;

/// <summary>
/// What it is decided from whether a workflow that is profiled is studied now; kept with the decision.
/// </summary>
/// <param name="Runs">Runs seen.</param>
/// <param name="QuietWindows">Windows in a row without a run.</param>
/// <param name="RunsToProfile">As <see cref="TuningOptions.RunsToProfile"/>.</param>
/// <param name="QuietWindowsToStudy">As <see cref="TuningOptions.QuietWindows"/>.</param>
/// <param name="Seed">The seed from which every study's own is derived.</param>
public sealed record StudyGrounds(
    long Runs, int QuietWindows, int RunsToProfile, int QuietWindowsToStudy, ulong Seed)
{
    internal static StudyGrounds Of(TuningState.Profiling state, TuningOptions options) => new(
        state.Telemetry.Runs.Count, state.Telemetry.QuietWindows, options.RunsToProfile, options.QuietWindows,
        options.Seed);

    /// <summary>
    /// The request for the study after <paramref name="newest"/>, or <see langword="null"/> where it is too early.
    /// </summary>
    public TuningEvent.StudyRequested? Decide(StudyId newest)
    {
        var next = newest with { Generation = newest.Generation + 1 };
        var because = Runs >= RunsToProfile ? Text($"{Runs} runs were seen")
            : QuietWindows >= QuietWindowsToStudy ? Text($"no run came for {QuietWindows} windows")
            : null;
        return because is null
            ? null
            : new TuningEvent.StudyRequested(next.Generation, next.SeedFrom(Seed), because) { Grounds = this };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
