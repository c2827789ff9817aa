using System.Text;
using System.Text.Json;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Modes;

namespace AquaTope.Models.Workflows;

/// <summary>Reads the fields of a workflow document in order and stops at the first that is wrong.</summary>
internal sealed class WorkflowReader(JsonElement root, string defaultNamespace)
{
    private static readonly string[] Fields = ["name", "functions", "stages", "params", "qos", "percentile", "mode"];
    private static readonly string[] StageFields = ["name", "function", "after"];

    private const string NameRule =
        "1 to 256 letters, digits, '_', '-', '.', '@', '&' and inner spaces, the first a letter, digit or '_'";

    private const string FunctionRule = "a function's name: namespace/name, namespace/package/name or name";

    internal bool TryRead(out Workflow workflow, out DocumentProblem problem)
    {
        workflow = null!;
        WorkflowId id = default;
        var stages = new List<Stage>();
        QosTarget qos = null!;
        var parameters = "{}";
        OperatingMode? mode = null;

        if ((CheckFields(root, "", Fields)
             ?? ReadName(out id)
             ?? ReadStages(stages)
             ?? ReadParameters(ref parameters)
             ?? ReadQos(ref qos)
             ?? ReadMode(ref mode)) is { } found)
        {
            problem = found;
            return false;
        }

        if (!Workflow.TryCreate(id, stages, qos, parameters, out workflow, out var wrong))
        {
            problem = new DocumentProblem("stages", wrong, "stages with names of their own that form no cycle");
            return false;
        }
        workflow = workflow.With(mode);
        problem = null!;
        return true;
    }

    private static DocumentProblem? CheckFields(JsonElement element, string path, string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return Wrong(path.Length == 0 ? "document" : path, element, $"an object with {string.Join(", ", known)}");
        foreach (var field in element.EnumerateObject())
            if (!known.Contains(field.Name))
                return Wrong(Join(path, field.Name), field.Value, $"no such field, only {string.Join(", ", known)}");
        return null;
    }

    private DocumentProblem? ReadName(out WorkflowId id)
    {
        id = default;
        var problem = ReadText(root, "", "name", out var text);
        return problem ?? (WorkflowId.TryParse(text, out id)
            ? null
            : Wrong("name", root.GetProperty("name"), NameRule));
    }

    private DocumentProblem? ReadMode(ref OperatingMode? mode)
    {
        if (!root.TryGetProperty("mode", out var element)) return null;
        if (element.ValueKind != JsonValueKind.String
            || !OperatingModes.TryParse(element.GetString(), out var known))
            return Wrong("mode", element, OperatingModes.Rule);
        mode = known;
        return null;
    }

    private DocumentProblem? ReadStages(List<Stage> stages)
    {
        var isSequence = root.TryGetProperty("functions", out var functions);
        var isGraph = root.TryGetProperty("stages", out var graph);
        if (isSequence == isGraph)
            return new DocumentProblem(
                "stages", isGraph ? "both functions and stages" : "neither functions nor stages",
                "either functions, run one after the other, or stages");

        var (field, list) = isGraph ? ("stages", graph) : ("functions", functions);
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > WorkflowDocument.MaximumStages)
            return Wrong(field, list, $"a list of 1 to {WorkflowDocument.MaximumStages} entries");

        var position = 0;
        foreach (var element in list.EnumerateArray())
        {
            var path = $"{field}[{position++}]";
            var problem = isGraph
                ? ReadStage(element, path, stages)
                : ReadFunction(element, path, stages);
            if (problem is not null) return problem;
        }
        return isGraph ? CheckPredecessors(stages) : null;
    }

    private DocumentProblem? ReadFunction(JsonElement element, string path, List<Stage> stages)
    {
        if (!TryFunction(element, out var function)) return Wrong(path, element, FunctionRule);
        var name = LastSegment(function);
        var repeats = stages.Count(stage => LastSegment(stage.Function) == name);
        stages.Add(new Stage(
            new StageName(repeats == 0 ? name : $"{name}@{repeats + 1}"), function,
            stages.Count == 0 ? [] : [stages[^1].Name]));
        return null;
    }

    private static string LastSegment(FunctionId function) => function.Value[(function.Value.LastIndexOf('/') + 1)..];

    private DocumentProblem? ReadStage(JsonElement element, string path, List<Stage> stages)
    {
        var problem = CheckFields(element, path, StageFields) ?? ReadText(element, path, "name", out _);
        if (problem is not null) return problem;

        var name = element.GetProperty("name");
        if (!EntityName.IsValid(name.GetString()!)) return Wrong(Join(path, "name"), name, NameRule);
        var stageName = new StageName(name.GetString()!);
        if (stages.Any(stage => stage.Name == stageName))
            return Wrong(Join(path, "name"), name, "a name that no other stage has");

        if (!element.TryGetProperty("function", out var functionText))
            return new DocumentProblem(Join(path, "function"), "nothing", FunctionRule);
        if (!TryFunction(functionText, out var function))
            return Wrong(Join(path, "function"), functionText, FunctionRule);

        var after = new List<StageName>();
        if (element.TryGetProperty("after", out var predecessors))
        {
            if (predecessors.ValueKind != JsonValueKind.Array
                || predecessors.EnumerateArray().Any(entry => entry.ValueKind != JsonValueKind.String))
                return Wrong(Join(path, "after"), predecessors, "a list of stage names");
            after.AddRange(predecessors.EnumerateArray().Select(entry => new StageName(entry.GetString()!)));
        }
        stages.Add(new Stage(stageName, function, after));
        return null;
    }

    private static DocumentProblem? CheckPredecessors(List<Stage> stages)
    {
        var names = stages.Select(stage => stage.Name).ToHashSet();
        for (var i = 0; i < stages.Count; i++)
            for (var j = 0; j < stages[i].After.Count; j++)
                if (!names.Contains(stages[i].After[j]))
                    return new DocumentProblem(
                        $"stages[{i}].after[{j}]", Shorten($"\"{stages[i].After[j]}\""),
                        "the name of a stage of this workflow");
        return null;
    }

    private DocumentProblem? ReadParameters(ref string parameters)
    {
        if (!root.TryGetProperty("params", out var given)) return null;
        var isObjects = given.ValueKind == JsonValueKind.Array
                        && given.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.Object);
        if (given.ValueKind != JsonValueKind.Object && !isObjects)
            return Wrong("params", given, "an object, or a list of objects");

        parameters = Compact(given);
        return null;
    }

    private DocumentProblem? ReadQos(ref QosTarget qos)
    {
        const double least = WorkflowDocument.MinimumQosSeconds;
        const double most = WorkflowDocument.MaximumQosSeconds;
        var rule = $"a number of seconds from {least} to {most}";
        if (!root.TryGetProperty("qos", out var given)) return new DocumentProblem("qos", "nothing", rule);
        if (!TryNumber(given, out var seconds) || seconds is < least or > most)
            return Wrong("qos", given, rule);

        var percentile = QosTarget.DefaultPercentile;
        if (root.TryGetProperty("percentile", out var share)
            && (!TryNumber(share, out percentile) || percentile is <= 0 or >= 1))
            return Wrong("percentile", share, "a share between 0 and 1, such as 0.95");

        qos = new QosTarget(TimeSpan.FromSeconds(seconds), percentile);
        return null;
    }

    private static DocumentProblem? ReadText(JsonElement element, string path, string field, out string text)
    {
        text = "";
        if (!element.TryGetProperty(field, out var value))
            return new DocumentProblem(Join(path, field), "nothing", "a text");
        if (value.ValueKind != JsonValueKind.String) return Wrong(Join(path, field), value, "a text");
        text = value.GetString()!;
        return null;
    }

    private bool TryFunction(JsonElement element, out FunctionId function)
    {
        function = default;
        return element.ValueKind == JsonValueKind.String
               && FunctionId.TryParse(element.GetString(), defaultNamespace, out function);
    }

    // A number too large for a double reads as infinity, which no range admits.
    private static bool TryNumber(JsonElement element, out double number)
    {
        number = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out number) && double.IsFinite(number);
    }

    // Without insignificant white space, two registrations that mean the same compare equal.
    private static string Compact(JsonElement element)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) element.WriteTo(json);
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static string Join(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";

    private static DocumentProblem Wrong(string field, JsonElement found, string expected) =>
        new(field, Shorten(found.GetRawText()), expected);

    private static string Shorten(string text) => text.Length <= 80 ? text : $"{text[..77]}...";
}
