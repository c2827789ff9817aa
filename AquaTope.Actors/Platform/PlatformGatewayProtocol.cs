using AquaTope.Actors.Sharding;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Actors.Platform;

/// <summary>What the platform gateway understands and answers.</summary>
public static class PlatformGatewayProtocol
{
    public interface IGatewayMessage : IWireMessage;

    /// <summary>
    /// Have so many containers of the function ready beyond the warm ones, which makes so many together. Answered by
    /// <see cref="ChangeAccepted"/>.
    /// </summary>
    public sealed record RequestPrewarm(ChangeId Id, FunctionId Function, int Containers, int Together) : IGatewayMessage;

    /// <summary>Give the function's containers these limits. Answered by <see cref="ChangeAccepted"/>.</summary>
    public sealed record RequestLimits(ChangeId Id, FunctionId Function, ResourceConfiguration Resources) : IGatewayMessage;

    /// <summary>
    /// The wish is written down and will be pursued until it is applied, refused, or replaced by a newer one.
    /// </summary>
    public sealed record ChangeAccepted(ChangeId Id) : IGatewayMessage;

    /// <summary>Answered by <see cref="GatewayStatus"/>. Local to a node.</summary>
    public sealed record GetGateway;

    /// <summary>Where every lane stands.</summary>
    public sealed record GatewayStatus(GatewayState State);
}
