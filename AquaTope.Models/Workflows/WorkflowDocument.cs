using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using AquaTope.Models.Platform.Modes;

namespace AquaTope.Models.Workflows;

/// <summary>
/// The JSON form of a workflow. Either a sequence, as AQUATOPE's <c>workflow_config</c> has it,
/// <code>{"name": "…", "functions": ["f1", "f2"], "params": {…}, "qos": seconds}</code>
/// or a graph,
/// <code>{"name": "…", "stages": [{"name": "…", "function": "…", "after": ["…"]}], "qos": seconds, "percentile":
/// 0.95}</code> Both may have <c>"mode"</c>, how far the gateway acts on the functions where it is not as the nodes
/// say. A sequence's stages are named for their functions, and <c>f@2</c>, <c>f@3</c> where a name repeats. A field
/// that is not one of these is refused: a misspelled <c>percentile</c> must not turn into the default.
/// </summary>
public static class WorkflowDocument
{
    /// <summary>The most stages a workflow may have.</summary>
    public const int MaximumStages = 64;

    /// <summary>How deep the JSON of <c>params</c> may be nested.</summary>
    public const int MaximumDepth = 64;

    /// <summary>The longest latency that can be promised: a day.</summary>
    public const double MaximumQosSeconds = 86_400;

    /// <summary>The shortest latency that can be promised.</summary>
    public const double MinimumQosSeconds = 0.001;

    private static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = MaximumDepth + 1,
        AllowDuplicateProperties = false
    };

    /// <summary>Reads a workflow, or says what is wrong with the first field that is.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <param name="defaultNamespace">The namespace of functions that name none.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> utf8Json, string defaultNamespace, out Workflow workflow, out DocumentProblem problem)
    {
        workflow = null!;
        if (!Utf8.IsValid(utf8Json.Span))
        {
            problem = new DocumentProblem("document", "bytes that are not UTF-8", "JSON in UTF-8");
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8Json, Strict);
            return new WorkflowReader(document.RootElement, defaultNamespace).TryRead(out workflow, out problem);
        }
        catch (JsonException malformed)
        {
            problem = DocumentProblem.Malformed(
                malformed, $"JSON with each field given once, nested at most {MaximumDepth} deep");
            return false;
        }
        catch (InvalidOperationException unpaired)
        {
            // The only way a JsonElement says that an escaped text is not Unicode.
            problem = new DocumentProblem("document", unpaired.Message, "texts without unpaired surrogates");
            return false;
        }
    }

    /// <summary>The graph form of any workflow, which <see cref="TryRead"/> reads back.</summary>
    public static string ToJson(Workflow workflow)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("name", workflow.Id.Value);
            json.WriteStartArray("stages");
            foreach (var stage in workflow.Stages) Write(json, stage);
            json.WriteEndArray();
            json.WritePropertyName("params");
            json.WriteRawValue(workflow.Parameters);
            json.WriteNumber("qos", workflow.Qos.Latency.TotalSeconds);
            json.WriteNumber("percentile", workflow.Qos.Percentile);
            if (workflow.Mode is { } mode) json.WriteString("mode", OperatingModes.NameOf(mode));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void Write(Utf8JsonWriter json, Stage stage)
    {
        json.WriteStartObject();
        json.WriteString("name", stage.Name.Value);
        json.WriteString("function", stage.Function.Value);
        json.WriteStartArray("after");
        foreach (var name in stage.After) json.WriteStringValue(name.Value);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
