using System.Text.Json.Serialization;
using AquaTope.Actors.Sharding;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Halting;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;

namespace AquaTope.Actors.Platform;

/// <summary>
/// What the platform gateway understands and answers. An operator's orders name what he knew when he gave
/// them, as far as he says: where the like was ordered since, they change nothing. That is how a late copy of
/// an order is told from a new one.
/// </summary>
public static class PlatformGatewayProtocol
{
    public interface IGatewayMessage : IWireMessage;

    /// <summary>
    /// Have so many containers of the function ready beyond the warm ones, which makes so many together. Answered by
    /// <see cref="ChangeAccepted"/>.
    /// </summary>
    public sealed record RequestPrewarm(
        ChangeId Id, FunctionId Function, int Containers, int Together,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        WishOrder? Order = null) : IGatewayMessage;

    /// <summary>Give the function's containers these limits. Answered by <see cref="ChangeAccepted"/>.</summary>
    public sealed record RequestLimits(
        ChangeId Id, FunctionId Function, ResourceConfiguration Resources,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        WishOrder? Order = null) : IGatewayMessage;

    /// <summary>
    /// The wish is written down and will be pursued until it is applied, refused, or replaced by a newer one; or it was
    /// replaced before it came, by the same wisher or by limits that the wisher knows it was given instead.
    /// </summary>
    public sealed record ChangeAccepted(ChangeId Id) : IGatewayMessage;

    /// <summary>
    /// Give functions an earlier configuration again. Answered by <see cref="LimitsAreRolledBack"/> or
    /// <see cref="NowhereToGo"/>.
    /// </summary>
    /// <param name="Workflow">Whose functions; or else a function is named.</param>
    /// <param name="Function">The function, where no workflow is named.</param>
    /// <param name="To">As <see cref="RollbackTarget.Parse"/> reads it.</param>
    /// <param name="By">Who orders it.</param>
    /// <param name="Why">What for.</param>
    /// <param name="AsOf">The rollbacks that there had been, as <see cref="PastConfigurations"/> told.</param>
    public sealed record RollBackLimits(
        WorkflowId? Workflow, FunctionId? Function, string To, string By, string Why,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        int? AsOf = null) : IGatewayMessage;

    /// <summary>
    /// The earlier configuration is wished; it is sent where <paramref name="Sent"/> says so, else kept on paper.
    /// </summary>
    public sealed record LimitsAreRolledBack(string Cause, PastConfiguration To, bool Sent) : IGatewayMessage;

    /// <summary>There is no such configuration.</summary>
    public sealed record NowhereToGo(string Reason) : IGatewayMessage;

    /// <summary>
    /// Which configurations did the functions of a workflow, or a function, have? Answered by
    /// <see cref="PastConfigurations"/>.
    /// </summary>
    public sealed record GetConfigurations(WorkflowId? Workflow, FunctionId? Function) : IGatewayMessage;

    /// <summary>
    /// The configurations, oldest first; the last is the present one. None where nothing is known. And how many
    /// rollbacks there have been, of whatever.
    /// </summary>
    public sealed record PastConfigurations(
        IReadOnlyList<PastConfiguration> Configurations,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        int? Rollbacks = null) : IGatewayMessage;

    /// <summary>The workflow knows of limits that replace its plan's.</summary>
    /// <param name="Cause">What gave them.</param>
    /// <param name="Workflow">The workflow.</param>
    /// <param name="Imposed">The place of the newest imposition that is its plan; 0 before the first.</param>
    public sealed record LimitsNoted(
        string Cause, WorkflowId Workflow,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        long? Imposed = null) : IGatewayMessage;

    /// <summary>
    /// Start no call any more, and let no trial run, until <see cref="ResumeChanges"/>. Answered by
    /// <see cref="GatewayStands"/>; halting what is halted changes nothing.
    /// </summary>
    public sealed record HaltChanges(
        string By, string Why,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        long? AsOf = null) : IGatewayMessage;

    /// <summary>
    /// Pursue the newest wishes again. Answered by <see cref="GatewayStands"/>; nothing halted, nothing changes.
    /// </summary>
    public sealed record ResumeChanges(
        string By, string Why,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        long? AsOf = null) : IGatewayMessage;

    /// <summary>Answered by <see cref="GatewayStands"/>.</summary>
    public sealed record GetStand : IGatewayMessage;

    /// <summary>How far the gateway acts at the moment.</summary>
    /// <param name="Mode">The mode of whatever no other mode was set for.</param>
    /// <param name="Halt">The order under which nothing is changed.</param>
    /// <param name="Turn">How often changes were halted or resumed; what the next order is given as of.</param>
    public sealed record GatewayStands(
        [property: JsonConverter(typeof(JsonStringEnumConverter<OperatingMode>))]
        OperatingMode Mode,
        Halt? Halt,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        long? Turn = null) : IGatewayMessage;

    /// <summary>
    /// May a trial of the workflow run, or go on? Asked before it and again and again while it runs. Answered by
    /// <see cref="TrialJudged"/>.
    /// </summary>
    /// <param name="Workflow">The workflow.</param>
    /// <param name="InPlace">Whether it runs on the functions themselves and not on copies.</param>
    /// <param name="Asked">When it was asked, by the clock of whoever asks.</param>
    /// <param name="IsRunning">Whether the trial runs already; <see langword="null"/> where that is not said.</param>
    /// <param name="Functions">
    /// On which it runs in place; <see langword="null"/> where that is not said, and for one that runs on copies.
    /// </param>
    public sealed record MayTry(
        WorkflowId Workflow, bool InPlace,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        DateTimeOffset? Asked = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        bool? IsRunning = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<FunctionId>? Functions = null) : IGatewayMessage;

    /// <summary>Whether a trial of the workflow may run, and which question that answers.</summary>
    public sealed record TrialJudged(WorkflowId Workflow, TrialVerdict Verdict, DateTimeOffset? Asked = null)
        : IGatewayMessage;

    /// <summary>
    /// A trial in place is over. Where this is lost, the gateway notices that nobody asks for the trial any more.
    /// </summary>
    /// <param name="Workflow">The workflow.</param>
    /// <param name="LeavesLimits">Whether functions may be left with the trial's limits.</param>
    /// <param name="At">When it ended, by the clock that <see cref="MayTry.Asked"/> is of.</param>
    public sealed record TrialOver(WorkflowId Workflow, bool LeavesLimits, DateTimeOffset At) : IGatewayMessage;

    /// <summary>Answered by <see cref="GatewayStatus"/>. Local to a node.</summary>
    public sealed record GetGateway;

    /// <summary>Where every lane stands.</summary>
    public sealed record GatewayStatus(GatewayState State);
}
