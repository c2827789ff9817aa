using AquaTope.Models.Identity;
using AquaTope.Models.Platform;

namespace AquaTope.Models.Workflows;

/// <summary>
/// A registered workflow: its stages as a graph, what was promised, and the parameters trials run it with.
/// </summary>
public sealed class Workflow
{
    private Workflow(WorkflowId id, IReadOnlyList<Stage> stages, WorkflowGraph graph, QosTarget qos, string parameters)
    {
        Id = id;
        Stages = stages;
        Graph = graph;
        Qos = qos;
        Parameters = parameters;
    }

    public WorkflowId Id { get; }

    public IReadOnlyList<Stage> Stages { get; }

    public WorkflowGraph Graph { get; }

    public QosTarget Qos { get; }

    /// <summary>
    /// The JSON that a run is started with, an object or a list of objects; <c>{}</c> where none was given.
    /// </summary>
    public string Parameters { get; }

    /// <summary>
    /// How far the gateway acts on its functions; <see langword="null"/> where it is as the nodes say.
    /// </summary>
    public OperatingMode? Mode { get; private init; }

    /// <summary>The distinct functions of the stages, in order of first use.</summary>
    public IEnumerable<FunctionId> Functions => Stages.Select(stage => stage.Function).Distinct();

    /// <summary>Builds a workflow, or says what is wrong with its stages.</summary>
    public static bool TryCreate(
        WorkflowId id, IReadOnlyList<Stage> stages, QosTarget qos, string parameters, out Workflow workflow,
        out string problem)
    {
        workflow = null!;
        problem = stages.Count == 0 ? "a workflow needs at least one stage" : "";
        if (problem.Length > 0 || !WorkflowGraph.TryCreate(stages, out var graph, out problem)) return false;
        workflow = new Workflow(id, stages, graph, qos, parameters);
        return true;
    }

    /// <summary>The same workflow in another mode.</summary>
    public Workflow With(OperatingMode? mode) =>
        mode == Mode ? this : new Workflow(Id, Stages, Graph, Qos, Parameters) { Mode = mode };

    /// <summary>
    /// Whether two registrations describe the same stages and the same promise, whatever their modes.
    /// </summary>
    public bool IsSameAs(Workflow other) =>
        Id == other.Id && Qos == other.Qos && Parameters == other.Parameters && Stages.Count == other.Stages.Count
        && Stages.Zip(other.Stages).All(pair =>
            pair.First.Name == pair.Second.Name && pair.First.Function == pair.Second.Function
            && pair.First.After.SequenceEqual(pair.Second.After));
}
