using System.Text.Json.Nodes;
using AquaTope.Models.Workflows;

namespace AquaTope.Host.Demo;

/// <summary>
/// A workflow as the tree that OpenWhisk Composer stores with a composition: a sequence of levels, where the stages of
/// a level, all that the same number of others must precede, run side by side.
/// </summary>
internal static class CompositionTree
{
    public static JsonObject Of(Workflow workflow)
    {
        var graph = workflow.Graph;
        var level = new int[graph.StageCount];
        foreach (var stage in graph.TopologicalOrder)
            level[stage] = graph.Predecessors(stage).Select(before => level[before] + 1).DefaultIfEmpty(0).Max();

        var levels = Enumerable.Range(0, graph.StageCount)
            .GroupBy(stage => level[stage]).OrderBy(group => group.Key)
            .Select(group => Node("parallel", [.. group.Select(stage => Action(workflow.Stages[stage]))]));
        return Node("sequence", [.. levels]);
    }

    // One stage alone needs no fork.
    private static JsonObject Node(string type, IReadOnlyList<JsonObject> components) =>
        type == "parallel" && components.Count == 1
            ? components[0]
            : new JsonObject { ["type"] = type, ["components"] = new JsonArray([.. components]) };

    private static JsonObject Action(Stage stage) =>
        new() { ["type"] = "action", ["name"] = $"/{stage.Function}" };
}
