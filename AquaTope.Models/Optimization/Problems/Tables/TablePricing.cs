using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization.Problems.Tables;

/// <summary>What is paid for where a table was measured.</summary>
public enum TablePricing
{
    /// <summary>Cores and memory, each by the second.</summary>
    CoresAndMemory = 0,

    /// <summary>
    /// Memory by the second, which on AWS Lambda contains a core for every 1769 MB: CPU follows memory.
    /// </summary>
    Memory = 1,

    /// <summary>The same for each of the functions side by side, which stand for cores.</summary>
    Workers = 2
}

/// <summary>Prices of measured configurations.</summary>
internal static class TablePrices
{
    private const double MegabytesPerCore = 1769;

    /// <summary>The price of a second.</summary>
    public static double PerSecond(this TablePricing pricing, PriceModel prices, ResourceConfiguration resources)
    {
        var withCore = resources.Memory.Gigabytes
            * (prices.PerGigabyteSecond + prices.PerCoreSecond * 1024 / MegabytesPerCore);
        return pricing switch
        {
            TablePricing.CoresAndMemory => prices.PerSecond(resources),
            TablePricing.Memory => withCore,
            TablePricing.Workers => withCore * resources.Cpu.Cores,
            _ => throw new ArgumentOutOfRangeException(nameof(pricing), pricing, "There are three ways to pay.")
        };
    }
}
