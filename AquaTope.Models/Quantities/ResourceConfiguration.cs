namespace AquaTope.Models.Quantities;

/// <summary>CPU and memory of one function's containers.</summary>
public readonly record struct ResourceConfiguration(CpuShare Cpu, MemorySize Memory)
{
    /// <summary>A shorthand for cores and megabytes.</summary>
    public static ResourceConfiguration Of(double cores, int megabytes) =>
        new(CpuShare.FromCores(cores), MemorySize.FromMegabytes(megabytes));

    public override string ToString() => $"{Cpu}, {Memory}";
}
