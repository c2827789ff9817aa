using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization.Problems.Tables;

/// <summary>What somebody measured of one stage: repetitions under a number of configurations.</summary>
public sealed class StageTable
{
    private readonly Dictionary<ResourceConfiguration, MeasuredConfiguration> _exact;

    /// <param name="name">The stage.</param>
    /// <param name="configurations">At least one, each with resources of its own.</param>
    public StageTable(string name, IReadOnlyList<MeasuredConfiguration> configurations)
    {
        Name = name;
        Configurations = configurations;
        _exact = configurations.ToDictionary(configuration => configuration.Resources);
        CpuFollowsMemory = configurations.DistinctBy(at => at.Resources.Memory).Count() == configurations.Count;
    }

    public string Name { get; }

    public IReadOnlyList<MeasuredConfiguration> Configurations { get; }

    /// <summary>
    /// Whether each memory size was measured with one CPU share only, so that there is no choice of it.
    /// </summary>
    public bool CpuFollowsMemory { get; }

    /// <summary>
    /// The least rectangle of CPU and memory that holds every configuration, in the finest steps;
    /// memory alone where CPU follows it.
    /// </summary>
    public ResourceRange Range => new(
        Configurations.Min(at => at.Resources.Cpu),
        CpuFollowsMemory ? Configurations.Min(at => at.Resources.Cpu) : Configurations.Max(at => at.Resources.Cpu),
        CpuShare.FromCores(0.001),
        Configurations.Min(at => at.Resources.Memory), Configurations.Max(at => at.Resources.Memory),
        MemorySize.FromMegabytes(1));

    /// <summary>
    /// The measured configuration nearest to the one asked for, in the logarithms of cores and of megabytes; of
    /// megabytes alone where CPU follows memory.
    /// </summary>
    public MeasuredConfiguration Nearest(ResourceConfiguration asked) => _exact.TryGetValue(asked, out var exact)
        ? exact
        : Configurations.MinBy(at => Distance(at.Resources, asked))!;

    private double Distance(ResourceConfiguration left, ResourceConfiguration right)
    {
        var cpu = CpuFollowsMemory ? 0 : Math.Log(left.Cpu.Cores / right.Cpu.Cores);
        var memory = Math.Log((double)left.Memory.Megabytes / right.Memory.Megabytes);
        return cpu * cpu + memory * memory;
    }
}
