using AquaTope.Actors.Catalog;
using AquaTope.Actors.Decisions;
using AquaTope.Actors.Decisions.Listing;
using AquaTope.Actors.Functions;
using AquaTope.Models.Identity;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation.Workloads;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Workflows;

namespace AquaTope.Benchmarks.Persistence;

/// <summary>
/// Fills a journal with what functions write in a day, without the actors: the same deciders say what, the newest
/// snapshot is as many events old at most, and the list of decisions has kept up. Demand has the shapes published for
/// Azure Functions.
/// </summary>
internal sealed class HistoryFill
{
    private const int SnapshotInterval = 100;
    private const int FunctionsPerWorkflow = 50;
    private const int InvocationsPerContainer = 60;

    private static readonly ReportSource Source = new("benchmark");

    private readonly BenchmarkDatabase _database;
    private readonly IReadOnlyList<GeneratedFunction> _workload;
    private readonly WindowIndex _last;

    /// <param name="database">Where to write.</param>
    /// <param name="seed">The same seed gives the same day.</param>
    /// <param name="functions">How many functions.</param>
    /// <param name="last">The day's last minute.</param>
    public HistoryFill(BenchmarkDatabase database, int seed, int functions, WindowIndex last)
    {
        _database = database;
        _last = last;
        _workload = WorkloadGenerator.Generate(new WorkloadOptions { Functions = functions }, seed);
        Functions = [.. Named(functions)];
    }

    /// <summary>Functions of so many, in their order.</summary>
    public static IEnumerable<FunctionId> Named(int functions) =>
        Enumerable.Range(0, functions).Select(number => FunctionId.Parse($"guest/function-{number}"));

    public IReadOnlyList<FunctionId> Functions { get; }

    /// <summary>Events written so far.</summary>
    public long Events { get; private set; }

    public async Task WriteAsync()
    {
        using (var connection = _database.Open())
        {
            using var writer = new JournalWriter(connection);
            writer.Begin();
            WriteCatalog(writer);
            for (var i = 0; i < Functions.Count; i++) WriteFunction(writer, Functions[i], _workload[i].Counts);
            writer.Commit();
        }

        var decisions = new SqlDecisionStore(new DecisionDatabase(_database.Journal));
        await decisions.OpenAsync(AquaTopeDecisions.Table.Kinds, CancellationToken.None);
        await decisions.AppendAsync([], JournalPlace.Beginning, _database.LastPlace(), CancellationToken.None);
    }

    private void WriteCatalog(JournalWriter writer)
    {
        var number = 0;
        foreach (var members in Functions.Chunk(FunctionsPerWorkflow))
        {
            var stages = members.Select((function, at) => new Stage(new StageName($"s{at}"), function, [])).ToList();
            if (!Workflow.TryCreate(
                    WorkflowId.Parse($"workflow-{number}"), stages, new QosTarget(TimeSpan.FromSeconds(10)), "{}",
                    out var workflow, out var problem))
                throw new InvalidOperationException(problem);
            writer.WriteEvent(CatalogActor.Id, ++number, new WorkflowRegistered(workflow));
        }
    }

    private void WriteFunction(JournalWriter writer, FunctionId function, IReadOnlyList<int> counts)
    {
        var options = new PoolOptions();
        var follower = new PoolFollower(new AquaTopePolicy(WindowLength.OneMinute), options.Retention);
        var (state, number, id) = (PoolState.New(function, options), 0L, FunctionActor.PersistenceIdOf(function));
        (long Number, PoolState? State) snapshot = default;
        var first = new WindowIndex(_last.Value - counts.Count + 1);

        for (var minute = 0; minute < counts.Count; minute++)
        {
            var window = new WindowIndex(first.Value + minute);
            var count = counts[minute];
            var demand = 1 + count / InvocationsPerContainer;
            IReadOnlyList<ClosedWindow> busy = count == 0
                ? []
                : [new ClosedWindow(window, count, 0, demand, [new SourceMark(Source, minute, [])])];
            Take(new PoolCommand.CloseWindow(window, busy));
            Take(new PoolCommand.ForecastDeclined(window, "nothing forecasts here"));
        }
        if (snapshot is (var at, { } then)) writer.WriteSnapshot(id, at, PoolSnapshot.Of(then));

        void Take(PoolCommand command)
        {
            foreach (var fact in PoolDecider.Decide(state, command, follower, options).Events)
            {
                state = state.Apply(fact);
                if (fact is not (PoolEvent.WindowClosed or PoolEvent.TargetChosen)) continue;
                writer.WriteEvent(id, ++number, fact);
                Events++;
                if (number % SnapshotInterval == 0) snapshot = (number, state);
            }
        }
    }
}
