using AquaTope.Models.Pricing;

namespace AquaTope.Host.Configuration;

/// <summary>Section <c>Prices</c>: what a running container costs.</summary>
public sealed record PriceSection
{
    public double PerCoreSecond { get; init; } = new PriceModel().PerCoreSecond;

    public double PerGigabyteSecond { get; init; } = new PriceModel().PerGigabyteSecond;

    public IEnumerable<string> Problems()
    {
        if (!(PerCoreSecond >= 0 && double.IsFinite(PerCoreSecond)))
            yield return $"Prices:PerCoreSecond is {PerCoreSecond}; it must be a number not below 0.";
        if (!(PerGigabyteSecond >= 0 && double.IsFinite(PerGigabyteSecond)))
            yield return $"Prices:PerGigabyteSecond is {PerGigabyteSecond}; it must be a number not below 0.";
    }

    public PriceModel ToModel() => new(PerCoreSecond, PerGigabyteSecond);
}
