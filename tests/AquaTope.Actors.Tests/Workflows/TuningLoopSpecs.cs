using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Forecasting.Neural.Storage;
using AquaTope.Models.Platform;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tuning;
using AquaTope.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using static AquaTope.Actors.Tests.Optimization.ActorStudies;

namespace AquaTope.Actors.Tests.Workflows;

/// <summary>The parts of a node together: shard regions, singletons, a journal on disk.</summary>
public sealed class TuningLoopSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-").FullName;

    [Fact]
    public async Task A_registered_workflow_is_studied_and_the_answer_reaches_the_platform()
    {
        var platform = new ScriptedPlatform();
        var services = new ServiceCollection().AddLogging().AddSingleton<IHostApplicationLifetime, NoLifetime>();
        services.AddAkka(AquaTopeSystem.Name, builder => builder
            .AddHoconFile(Path.Combine(AppContext.BaseDirectory, "hocon", "aquatope.conf"), HoconAddMode.Append)
            .WithAquaTope(Settings, new NodePorts(platform, null, new NeuralModelFolders(), new FakeTimeProvider())));
        await using var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>()) await service.StartAsync(default);
        var registry = provider.GetRequiredService<IReadOnlyActorRegistry>();
        var workflows = registry.Get<WorkflowActor>();

        var registered = await registry.Get<CatalogActor>().Ask<CatalogProtocol.IRegistration>(
            new CatalogProtocol.RegisterWorkflow(Definition, false), TimeSpan.FromSeconds(60));
        registered.ShouldBeOfType<CatalogProtocol.Registered>();
        workflows.Tell(new WorkflowProtocol.Manage(Definition));
        workflows.Tell(new WorkflowProtocol.CloseWorkflowWindow(Definition.Id, new WindowIndex(1)));
        platform.AnswerTrial(Took(0.5, 0.5)).Plan.ShouldBe(Plan(256));
        platform.AnswerTrial(Took(0.3, 0.3)).Plan.ShouldBe(Plan(129));
        platform.AnswerTrial(Took(0.4, 0.4)).Plan.ShouldBe(Plan(130));

        platform.AnswerChange(new PlatformOutcome.Applied(true)).ShouldBe(
            new PlatformChange.SetLimits(Definition.Functions.Single(), ResourceConfiguration.Of(1, 129)));
        var status = await workflows.Ask<WorkflowProtocol.WorkflowStatus>(
            new WorkflowProtocol.GetWorkflow(Definition.Id), TimeSpan.FromSeconds(60));
        status.State.ShouldBe("serving");
        foreach (var service in provider.GetServices<IHostedService>()) await service.StopAsync(default);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private NodeSettings Settings => new()
    {
        Journal = new JournalSettings(
            JournalProvider.Sqlite, $"Data Source={Path.Combine(_folder, "journal.db")};Pooling=False"),
        Functions = new FunctionSettings(
            WindowLength.OneMinute, new PoolOptions(), KeepAlivePolicy.OfMinutes(10, WindowLength.OneMinute)),
        Tuning = new TuningOptions { QuietWindows = 1 },
        Optimizer = StudySettings
    };

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
