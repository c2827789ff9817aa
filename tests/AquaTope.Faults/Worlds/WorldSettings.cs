using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Journaling;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Pacing;
using AquaTope.Faults.Schedule;
using AquaTope.Faults.Worlds.Nodes;
using AquaTope.Models;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Guards;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tuning;

namespace AquaTope.Faults.Worlds;

/// <summary>
/// What the nodes of a seed are configured with: small budgets, short histories, the product's defaults else.
/// </summary>
internal sealed class WorldSettings
{
    /// <summary>So often that most lives of a gateway begin with a snapshot, and many of a catalog.</summary>
    public SnapshotPace Snapshots { get; } = new(3, 0);

    public WorldSettings(ulong seed, FaultSchedule faults)
    {
        var capable = StableHash.Unit("capable", (long)seed) < 0.5;
        Description = new PlatformDescription(
            capable
                ? PlatformCapabilities.CpuLimits | PlatformCapabilities.RuntimeConfiguration
                : PlatformCapabilities.None,
            MemorySize.FromMegabytes(128), MemorySize.FromMegabytes(512), CpuShare.FromCores(0.1),
            CpuShare.FromCores(4), 30);
        Gateway = new GatewayOptions
        {
            Retry = new RetrySchedule { Seed = (int)(seed % 1000) },
            Guards = GuardsOf((long)seed),
            Reconcile = new ReconcileOptions
            {
                Interval = TimeSpan.FromMinutes(1),
                OnDrift = (DriftHandling)(StableHash.Of("on drift", (long)seed) % 3)
            }
        };
        Optimizer = new OptimizerSettings
        {
            Study = new StudyOptions
            {
                Designer = StepwiseDesigner.DesignerName,
                Trials = 2 + (int)(StableHash.Of("trials", (long)seed) % 3),
                Repetitions = 2,
                Invocations = 40,
                Attempts = 3,
                Placement = StableHash.Unit("in place", (long)seed) < 0.4
                    ? TrialPlacement.InPlace
                    : TrialPlacement.ShadowCopies
            },
            Designers = new DesignerCatalog().With(
                StepwiseDesigner.DesignerName, study => new StepwiseDesigner(study, faults))
        };
        Tuning = new TuningOptions
        {
            Seed = seed,
            QuietWindows = 1,
            WindowsBetweenStudies = 4,
            Canaries = StableHash.Unit("canaries", (long)seed) < 0.3,
            Canary = new CanaryOptions { Runs = 40, Windows = 3 }
        };
    }

    public static WindowLength Window => WindowLength.OneMinute;

    public PlatformDescription Description { get; }

    public FunctionSettings Functions { get; } = new(
        Window, new PoolOptions { Retention = 60, IdleAfter = 30, PlatformKeepAlive = 2, MostContainers = 8 },
        KeepAlivePolicy.OfMinutes(4, Window));

    public GatewayOptions Gateway { get; }

    public OptimizerSettings Optimizer { get; }

    public TuningOptions Tuning { get; }

    public ForecasterOptions Forecaster { get; } = new();

    public PacingOptions Pacing { get; } = new() { Window = Window };

    private static GuardOptions GuardsOf(long seed) => new()
    {
        AllFunctions = StableHash.Unit("bounds", seed) < 0.4
            ? new FunctionGuard { MinimumMemoryMb = 192, MaximumMemoryMb = 304, MaximumContainers = 3 }
            : new FunctionGuard(),
        LargestStep = StableHash.Unit("steps", seed) < 0.3 ? 1.1 : null,
        StepEvery = TimeSpan.FromSeconds(30),
        ChangesPerMinute = StableHash.Unit("pace", seed) < 0.3 ? 3 : null,
        NamespaceMemoryMb = StableHash.Unit("ceiling", seed) < 0.3 ? 900 : null
    };
}
