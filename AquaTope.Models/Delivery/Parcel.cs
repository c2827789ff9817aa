using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Delivery;

/// <summary>
/// What is sent to a function at once: all reports for it above <paramref name="After"/>, up to the last one here.
/// Without reports it only asks how far the function has come.
/// </summary>
/// <param name="Function">For whom it is.</param>
/// <param name="Turn">Rises whenever the function is sent reports anew; answers to earlier turns say nothing.</param>
/// <param name="After">The number of the report before the first.</param>
/// <param name="Reports">In the order of their numbers.</param>
public sealed record Parcel(
    FunctionId Function, int Turn, long After, IReadOnlyList<SequencedInvocation> Reports);
