using System.Text.Json;
using AquaTope.Models.Identity;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Optimization.Problems;

/// <summary>
/// The JSON form of a modelled workflow:
/// <code>
/// {"name": "…", "qosSeconds": s, "noiseSigma": 0.1, "stragglerRate": 0.02, "stragglerFactor": 3,
/// "stages": [{"name": "…", "work": w, "parallelFraction": p, "memoryKneeMb": k, "memoryPressure": a, "after": ["…"]}]}
/// </code>
/// The noise may be left out, then it is that of the built-in problems; so may <c>failureRate</c>, then it is 0. Its
/// streams of chance are numbered 1000 + hash(name) mod 1000000.
/// </summary>
public static class WorkflowModelDocument
{
    private static readonly string[] Fields =
        ["name", "qosSeconds", "noiseSigma", "stragglerRate", "stragglerFactor", "failureRate", "stages"];

    private static readonly string[] StageFields =
        ["name", "work", "parallelFraction", "memoryKneeMb", "memoryPressure", "after"];

    /// <summary>Reads a model, or says what is wrong with the first field that is.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> utf8Json, out ModelledWorkflowProblem model, out DocumentProblem problem)
    {
        model = null!;
        problem = null!;
        try
        {
            using var document = JsonDocument.Parse(
                utf8Json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            model = Read(document.RootElement);
            return true;
        }
        catch (JsonException malformed)
        {
            problem = DocumentProblem.Malformed(malformed, "JSON with each field given once");
        }
        catch (WrongFieldException wrong)
        {
            problem = wrong.Problem;
        }
        return false;
    }

    private static ModelledWorkflowProblem Read(JsonElement root)
    {
        CheckFields(root, "", Fields);
        var name = Text(root, "", "name");
        if (!WorkflowId.TryParse(name, out var id))
            throw Wrong("name", $"\"{name}\"", "a name without special characters");
        var qos = Number(
            root, "", "qosSeconds", WorkflowDocument.MinimumQosSeconds, WorkflowDocument.MaximumQosSeconds);
        var standard = RunNoise.Default;
        var noise = new RunNoise(
            Number(root, "", "noiseSigma", 0, 5, standard.Sigma),
            Number(root, "", "stragglerRate", 0, 1, standard.StragglerRate),
            Number(root, "", "stragglerFactor", 1, 1e6, standard.StragglerFactor),
            Number(root, "", "failureRate", 0, 1, standard.FailureRate));

        if (!root.TryGetProperty("stages", out var list) || list.ValueKind != JsonValueKind.Array
            || list.GetArrayLength() is 0 or > WorkflowDocument.MaximumStages)
            throw Wrong("stages", "no such list", $"a list of 1 to {WorkflowDocument.MaximumStages} stages");
        var stages = new List<Stage>();
        var laws = new List<StageLaw>();
        foreach (var element in list.EnumerateArray())
        {
            var path = $"stages[{stages.Count}]";
            CheckFields(element, path, StageFields);
            var stage = Text(element, path, "name");
            if (!EntityName.IsValid(stage))
                throw Wrong($"{path}.name", $"\"{stage}\"", "a name without special characters");
            laws.Add(new StageLaw(
                Number(element, path, "work", 1e-6, 86_400), Number(element, path, "parallelFraction", 0, 1),
                Number(element, path, "memoryKneeMb", 0, 1e9), Number(element, path, "memoryPressure", 0, 1e6)));
            stages.Add(
                new Stage(new StageName(stage), FunctionId.Parse($"guest/stage-{stages.Count}"), After(element, path)));
        }

        var target = new QosTarget(TimeSpan.FromSeconds(qos));
        if (!Workflow.TryCreate(id, stages, target, "{}", out var workflow, out var broken))
            throw Wrong("stages", broken, "stages with names of their own that form no cycle");
        return new ModelledWorkflowProblem(name, WorkflowProblem.StreamOf(name), workflow, laws, noise);
    }

    private static void CheckFields(JsonElement element, string path, string[] known)
    {
        var rule = $"an object with {string.Join(", ", known)}";
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong(path.Length == 0 ? "document" : path, element.GetRawText(), rule);
        foreach (var field in element.EnumerateObject())
            if (!known.Contains(field.Name))
                throw Wrong(
                    Join(path, field.Name), field.Value.GetRawText(),
                    $"no such field, only {string.Join(", ", known)}");
    }

    private static string Text(JsonElement element, string path, string field)
    {
        if (!element.TryGetProperty(field, out var value)) throw Wrong(Join(path, field), "nothing", "a text");
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw Wrong(Join(path, field), value.GetRawText(), "a text");
    }

    private static double Number(
        JsonElement element, string path, string field, double least, double most, double? otherwise = null)
    {
        var rule = $"a number from {least} to {most}";
        if (!element.TryGetProperty(field, out var value))
            return otherwise ?? throw Wrong(Join(path, field), "nothing", rule);
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            && number >= least && number <= most
                ? number
                : throw Wrong(Join(path, field), value.GetRawText(), rule);
    }

    private static List<StageName> After(JsonElement element, string path)
    {
        if (!element.TryGetProperty("after", out var list)) return [];
        return list.ValueKind == JsonValueKind.Array
            && list.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String)
                ? [.. list.EnumerateArray().Select(entry => new StageName(entry.GetString()!))]
                : throw Wrong($"{path}.after", list.GetRawText(), "a list of stage names");
    }

    private static string Join(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";

    private static WrongFieldException Wrong(string field, string found, string expected) =>
        new(new DocumentProblem(field, found.Length <= 80 ? found : $"{found[..77]}...", expected));

    /// <summary>Leaves the reader at the first field that is wrong.</summary>
    private sealed class WrongFieldException(DocumentProblem problem) : Exception(problem.ToString())
    {
        public DocumentProblem Problem { get; } = problem;
    }
}
