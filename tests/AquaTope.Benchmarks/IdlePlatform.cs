using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;

namespace AquaTope.Benchmarks;

/// <summary>A platform on which every function is deployed and nothing needs to change.</summary>
internal sealed class IdlePlatform : IPlatform
{
    private static readonly MemorySize Memory = MemorySize.FromMegabytes(256);
    private static readonly CpuShare Cpu = CpuShare.FromCores(1);

    public Task<PlatformDescription> DescribeAsync(CancellationToken cancellation) => Task.FromResult(
        new PlatformDescription(PlatformCapabilities.None, Memory, Memory, Cpu, Cpu, ConcurrentInvocations: 1));

    public Task<FunctionLookup> FindAsync(FunctionId function, CancellationToken cancellation) =>
        Task.FromResult<FunctionLookup>(
            new FunctionLookup.Found(new RuntimeKind("nodejs:20"), new ResourceConfiguration(Cpu, Memory)));

    public Task<StemCellLookup> LookAtStemCellsAsync(
        IReadOnlyList<StemCellTarget> targets, CancellationToken cancellation) =>
        Task.FromResult<StemCellLookup>(new StemCellLookup.Unknown("there are no stem cells here"));

    public Task<PlatformOutcome> ApplyAsync(PlatformChange change, CancellationToken cancellation) =>
        Task.FromResult<PlatformOutcome>(new PlatformOutcome.Applied(Changed: false));

    public Task<TrialOutcome> MeasureAsync(TrialOrder order, CancellationToken cancellation) =>
        Task.FromResult<TrialOutcome>(new TrialOutcome.NotRun("nothing is measured here"));

    public Task RemoveLeftoversAsync(CancellationToken cancellation) => Task.CompletedTask;
}
