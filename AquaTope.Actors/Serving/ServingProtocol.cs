using AquaTope.Actors.Sharding;
using AquaTope.Models.Forecasting.Serving;

namespace AquaTope.Actors.Serving;

/// <summary>How the cluster agrees on the model it forecasts with, and what each node's loader understands.</summary>
public static class ServingProtocol
{
    public interface IServingMessage : IWireMessage;

    /// <summary>
    /// Forecast with this model, which somebody has found usable. Answered by <see cref="ModelServed"/>.
    /// </summary>
    public sealed record SwitchModel(ModelPlace To, string By, string Why) : IServingMessage;

    /// <summary>
    /// Forecast with the model before. Answered by <see cref="ModelServed"/> or <see cref="NothingBefore"/>.
    /// </summary>
    public sealed record RollBackModel(string By, string Why) : IServingMessage;

    /// <summary>
    /// Answered now and after every switch by <see cref="ModelServed"/>, until the subscriber stops.
    /// </summary>
    public sealed record FollowModel : IServingMessage;

    /// <summary>Answered by <see cref="ModelServed"/>, once.</summary>
    public sealed record GetModel : IServingMessage;

    /// <summary>The model in service, if any, and the switches that led there, oldest first.</summary>
    public sealed record ModelServed(ModelPlace? Model, IReadOnlyList<ModelSwitched> Switches) : IServingMessage;

    /// <summary>No switch stands that could be taken back.</summary>
    public sealed record NothingBefore : IServingMessage;

    /// <summary>A node cannot read the model in service. Not answered.</summary>
    /// <param name="Model">Its version, or where that is not known its folder.</param>
    /// <param name="Node">The node's address.</param>
    /// <param name="Reason">Why not.</param>
    public sealed record ReportMissed(string Model, string Node, string Reason) : IServingMessage;

    /// <summary>
    /// Whether a folder holds a model that this node could serve. Local; answered by <see cref="ModelUsable"/> or
    /// <see cref="ModelUnusable"/>.
    /// </summary>
    public sealed record CheckModel(string Folder);

    public sealed record ModelUsable(ModelPlace Model);

    public sealed record ModelUnusable(string Reason);
}
