using AquaTope.Models.Optimization.Staged.Plans;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization.Staged;

/// <summary>
/// The configurations of one function that the designer looks at, by their distinct CPU shares and memory sizes.
/// </summary>
internal sealed class FunctionChoices
{
    // The grid of memory is so fine that neighbours cannot be told apart; a step of 6 %
    // costs at most 3 % of the memory.
    private const int MostMemorySizes = 72;
    private const int MostCpuShares = 64;

    /// <param name="choices">The configurations with their prices.</param>
    public FunctionChoices(IReadOnlyList<PricedConfiguration> choices)
    {
        var configurations = choices.Select(choice => choice.Resources).ToList();
        Configurations = configurations;
        Rates = [.. choices.Select(choice => choice.PerSecond)];
        var cores = configurations.Select(at => at.Cpu).Distinct().Order().ToList();
        var megabytes = configurations.Select(at => at.Memory).Distinct().Order().ToList();
        Cores = [.. cores.Select(cpu => cpu.Cores)];
        Megabytes = [.. megabytes.Select(memory => (double)memory.Megabytes)];
        CpuAt = [.. configurations.Select(at => cores.BinarySearch(at.Cpu))];
        MemoryAt = [.. configurations.Select(at => megabytes.BinarySearch(at.Memory))];
    }

    public IReadOnlyList<ResourceConfiguration> Configurations { get; }

    public int Count => Configurations.Count;

    /// <summary>The price of a second of each configuration.</summary>
    public double[] Rates { get; }

    /// <summary>The distinct CPU shares, ascending.</summary>
    public double[] Cores { get; }

    /// <summary>The distinct memory sizes, ascending.</summary>
    public double[] Megabytes { get; }

    /// <summary>For each configuration the place of its CPU share.</summary>
    public int[] CpuAt { get; }

    /// <summary>For each configuration the place of its memory size.</summary>
    public int[] MemoryAt { get; }

    /// <summary>The one whose CPU share and memory differ by the least factors from the given ones.</summary>
    public int Nearest(ResourceConfiguration resources) => Enumerable.Range(0, Count).MinBy(choice =>
        Math.Abs(Math.Log(Configurations[choice].Cpu.Cores / resources.Cpu.Cores))
        + Math.Abs(Math.Log((double)Configurations[choice].Memory.Megabytes / resources.Memory.Megabytes)));

    /// <summary>
    /// Those of a grid, thinned out evenly in the logarithm where it is finer than can be told apart.
    /// </summary>
    public static FunctionChoices Of(ResourceRange range, PriceModel prices)
    {
        var cores = Thin(
            range.MinimumCpu.Millicores, range.MaximumCpu.Millicores, range.CpuStep.Millicores, MostCpuShares);
        var memory = Thin(
            range.MinimumMemory.Megabytes, range.MaximumMemory.Megabytes, range.MemoryStep.Megabytes, MostMemorySizes);
        return new FunctionChoices(
            [
                .. from millicores in cores
                from megabytes in memory
                select Priced(ResourceConfiguration.Of(millicores / 1000.0, megabytes))
            ]);

        PricedConfiguration Priced(ResourceConfiguration resources) => new(resources, prices.PerSecond(resources));
    }

    private static List<int> Thin(int least, int most, int step, int count)
    {
        var size = (most - least) / step + 1;
        if (size <= count) return [.. Enumerable.Range(0, size).Select(i => least + i * step)];
        return
        [
            .. Enumerable.Range(0, count)
                .Select(i => least * Math.Pow((double)most / least, i / (count - 1.0)))
                .Select(value => least + (int)Math.Round((value - least) / step) * step)
                .Distinct()
        ];
    }
}
