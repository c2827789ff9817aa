using AquaTope.Models.Quantities;

namespace AquaTope.Models.Pricing;

/// <summary>
/// What a running container costs: cores and gigabytes, each by the second. The default rates are those of the
/// AQUATOPE artifact (0.173 per vCPU and 0.0123 per GB), applied per second and per gigabyte as its formula reads; only
/// their ratio matters when configurations are compared. Give your provider's own for money.
/// </summary>
/// <param name="PerCoreSecond">Price of one core for one second.</param>
/// <param name="PerGigabyteSecond">Price of one gigabyte (1024 MB) for one second.</param>
public sealed record PriceModel(double PerCoreSecond = 0.173, double PerGigabyteSecond = 0.0123)
{
    /// <summary>The price of one second of <paramref name="resources"/>.</summary>
    public double PerSecond(ResourceConfiguration resources) =>
        resources.Cpu.Cores * PerCoreSecond + resources.Memory.Gigabytes * PerGigabyteSecond;

    /// <summary>The price of holding <paramref name="resources"/> for <paramref name="duration"/>.</summary>
    public Cost Of(ResourceConfiguration resources, TimeSpan duration) =>
        new(duration.TotalSeconds * PerSecond(resources));
}
