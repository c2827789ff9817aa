using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Pacing;
using AquaTope.Faults.Schedule;
using AquaTope.Models;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Platform;
using AquaTope.Models.Pools;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tuning;

namespace AquaTope.Faults.Worlds;

/// <summary>What the nodes of a seed are configured with: small budgets, short histories, the product's defaults else.</summary>
internal sealed class WorldSettings
{
    public WorldSettings(ulong seed, FaultSchedule faults)
    {
        var capable = StableHash.Unit("capable", (long)seed) < 0.5;
        Description = new PlatformDescription(
            capable ? PlatformCapabilities.CpuLimits | PlatformCapabilities.RuntimeConfiguration : PlatformCapabilities.None,
            MemorySize.FromMegabytes(128), MemorySize.FromMegabytes(512), CpuShare.FromCores(0.1), CpuShare.FromCores(4), 30);
        Gateway = new GatewayOptions { Retry = new RetrySchedule { Seed = (int)(seed % 1000) } };
        Optimizer = new OptimizerSettings
        {
            Study = new StudyOptions
            {
                Designer = StepwiseDesigner.DesignerName,
                Trials = 2 + (int)(StableHash.Of("trials", (long)seed) % 3),
                Repetitions = 2,
                Invocations = 40,
                Attempts = 3
            },
            Designers = new DesignerCatalog().With(
                StepwiseDesigner.DesignerName, study => new StepwiseDesigner(study, faults))
        };
        Tuning = new TuningOptions { Seed = seed, QuietWindows = 1, WindowsBetweenStudies = 4 };
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
}
