using AquaTope.Models.Quantities;

namespace AquaTope.Models.Simulation.Workloads;

/// <summary>
/// Decides when invocations are sent before the first is: by seed and counts alone, so that no answer, early or late,
/// moves a later arrival.
/// </summary>
public static class ArrivalSchedule
{
    /// <summary>
    /// The arrivals of counted windows, in order of time: each count spread over its window as
    /// <see cref="ArrivalInstants"/> does, a Poisson process that is known to have this count.
    /// </summary>
    /// <param name="counts">In any order; at most one for each window and subject.</param>
    /// <param name="subjects">The names of what is invoked; they and the seed determine the instants.</param>
    /// <param name="window">The length of a window.</param>
    /// <param name="length">Where the schedule ends; what arrives then or later is left out.</param>
    /// <param name="seed">Determines the instants.</param>
    public static IEnumerable<ScheduledArrival> OfCounts(
        IEnumerable<WindowCount> counts, IReadOnlyList<string> subjects, WindowLength window, TimeSpan length,
        int seed) =>
        counts.GroupBy(count => count.Window).OrderBy(group => group.Key).SelectMany(group =>
        {
            var start = DateTimeOffset.UnixEpoch + group.Key * window.Duration;
            return group
                .SelectMany(count => ArrivalInstants
                    .Spread(count.Count, start, window.Duration, seed, subjects[count.Subject])
                    .Select(at => new ScheduledArrival(at - DateTimeOffset.UnixEpoch, count.Subject)))
                .OrderBy(arrival => arrival.At).ThenBy(arrival => arrival.Subject);
        }).TakeWhile(arrival => arrival.At < length);

    /// <summary>The arrivals of a Poisson process with a constant mean rate, all of subject 0.</summary>
    /// <param name="perSecond">The mean rate, above zero.</param>
    /// <param name="length">Where the schedule ends.</param>
    /// <param name="subject">The name of what is invoked.</param>
    /// <param name="seed">With the name it determines the instants.</param>
    public static IEnumerable<ScheduledArrival> AtRate(double perSecond, TimeSpan length, string subject, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(perSecond, 0);
        var key = Chance.SubjectOf(subject);
        var second = 0.0;
        for (var number = 0L; ; number++)
        {
            // Gaps of a Poisson process are exponential.
            second -= Math.Log(Chance.Of(seed, key, number).Uniform(0)) / perSecond;
            if (!(second < length.TotalSeconds)) yield break;
            yield return new ScheduledArrival(TimeSpan.FromSeconds(second), 0);
        }
    }
}
