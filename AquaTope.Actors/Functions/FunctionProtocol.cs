using AquaTope.Actors.Sharding;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Actors.Functions;

/// <summary>What the actor of a function understands, and what it lets the node know.</summary>
public static class FunctionProtocol
{
    /// <summary>
    /// Count these invocations. They are all that the source has for the function with a number above
    /// <paramref name="After"/>, up to that of the last one. Repeated ones are recognized by their numbers. Answered by
    /// <see cref="InvocationsReceived"/>, also where there are none.
    /// </summary>
    public sealed record RecordInvocations(
        FunctionId Function, ReportSource Source, long After, IReadOnlyList<SequencedInvocation> Reports, int Turn = 0)
        : IFunctionMessage;

    /// <summary>How far a function has come with the reports of a source.</summary>
    /// <param name="Function">Who answers.</param>
    /// <param name="Source">Whose reports.</param>
    /// <param name="Turn">That of the message answered.</param>
    /// <param name="Received">It has every report up to this number, be it in memory alone.</param>
    /// <param name="Journaled">It has written down that it has counted every report up to this number.</param>
    /// <param name="IsLacking">The message was not taken: reports before it are missing.</param>
    public sealed record InvocationsReceived(
        FunctionId Function, ReportSource Source, int Turn, long Received, long Journaled, bool IsLacking)
        : IWireMessage;

    /// <summary>
    /// An invocation was made to warm or to measure, so its record is no demand, whichever node receives it.
    /// </summary>
    public sealed record DisregardInvocation(FunctionId Function, ActivationId Activation) : IFunctionMessage;

    /// <summary>
    /// The windows up to this one are over. Comes every window; it is also what brings a lost actor back.
    /// </summary>
    public sealed record CloseWindow(FunctionId Function, WindowIndex Window) : IFunctionMessage;

    /// <summary>No workflow uses the function any more. Told until it is answered by <see cref="Retired"/>.</summary>
    public sealed record Retire(FunctionId Function) : IFunctionMessage;

    /// <summary>The function does nothing more until it is told of a window.</summary>
    public sealed record Retired(FunctionId Function) : IWireMessage;

    /// <summary>Answered by <see cref="FunctionStatus"/>.</summary>
    public sealed record GetFunction(FunctionId Function) : IFunctionMessage;

    /// <summary>
    /// Counts since the function is known, the open window included, the present target and who chose it.
    /// </summary>
    public sealed record FunctionStatus(
        FunctionId Function, long Invocations, long ColdStarts, int Target, WindowIndex? LastClosed, string Policy,
        ForecastStatus? Forecast) : IFunctionMessage;

    /// <summary>The newest forecast of a function and how the ones before turned out.</summary>
    /// <param name="By">Who made it: a forecaster's name or a model's version.</param>
    /// <param name="Mean">The mean demand of the next window, in containers.</param>
    /// <param name="Quantile">The demand that is exceeded in one window of twenty.</param>
    /// <param name="MeanError">The mean distance between demand and mean, over about the last sixty forecasts.</param>
    public sealed record ForecastStatus(string By, double Mean, double Quantile, double? MeanError);
}
