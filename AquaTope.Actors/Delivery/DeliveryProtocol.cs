using AquaTope.Actors.Sharding;
using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;

namespace AquaTope.Actors.Delivery;

/// <summary>What is told of the delivery of reports to functions.</summary>
public static class DeliveryProtocol
{
    /// <summary>
    /// Reports that were accepted next. Answered by <see cref="Taken"/> once there is room for more. Local to the node.
    /// </summary>
    /// <param name="Reports">What each function is to count.</param>
    /// <param name="Through">
    /// Every report up to this number has been handed over, those for no function included.
    /// </param>
    public sealed record Deliver(IReadOnlyList<FunctionReports> Reports, long Through);

    /// <summary>Reports of one function, in the order of their numbers.</summary>
    public sealed record FunctionReports(FunctionId Function, IReadOnlyList<SequencedInvocation> Reports);

    /// <summary>The reports are on their way, and more can be handed over.</summary>
    public sealed record Taken
    {
        public static Taken Instance { get; } = new();
    }

    /// <summary>Answered by <see cref="DeliveryStatus"/>. Local to the node.</summary>
    public sealed record GetDelivery;

    /// <param name="Outstanding">Reports sent and not answered.</param>
    /// <param name="Behind">Functions that are sent reports from the log, or do not answer.</param>
    public sealed record DeliveryStatus(int Outstanding, int Behind);

    /// <summary>
    /// A function has written marks down, or has come back with nothing but these. Goes to the announcer of its node.
    /// </summary>
    public sealed record MarksMoved(FunctionId Function, IReadOnlyList<SourceReach> Marks, bool HasRecovered);

    /// <summary>What functions of one node told lately. Goes to every node.</summary>
    public sealed record MarksAnnounced(IReadOnlyList<MarksMoved> Functions) : IWireMessage;

    /// <summary>Every report of the source up to this number is counted in the function's journal.</summary>
    public sealed record SourceReach(ReportSource Source, long Through)
    {
        public static IReadOnlyList<SourceReach> Of(IEnumerable<SourceMark> marks) =>
            [.. marks.Select(mark => new SourceReach(mark.Source, mark.Through))];
    }
}
