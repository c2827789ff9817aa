using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Invocations;

namespace AquaTope.Host.Emulation.Rest.Bodies;

/// <summary>Writes entities as the platform shows them: whole, or as the summary that lists hold.</summary>
internal static class EntityJson
{
    /// <param name="parameters">Those shown: an action in a package shows the package's under its own.</param>
    public static void Write(Utf8JsonWriter writer, WhiskAction action, PropertyList parameters, bool withCode)
    {
        writer.WriteStartObject();
        WriteHead(writer, action);
        writer.WritePropertyName("exec");
        WriteExecution(writer, action.Execution, withCode);
        WriteProperties(writer, "parameters", parameters);
        WriteLimits(writer, action);
        WriteTail(writer, action);
        writer.WriteEndObject();
    }

    public static void WriteSummary(Utf8JsonWriter writer, WhiskAction action)
    {
        writer.WriteStartObject();
        WriteHead(writer, action);
        WriteLimits(writer, action);
        writer.WriteStartObject("exec");
        writer.WriteBoolean("binary", action.Execution is ActionExecution.Code { Binary: true });
        writer.WriteEndObject();
        WriteTail(writer, action);
        writer.WriteEndObject();
    }

    /// <param name="contents">The actions of the package; <see langword="null"/> where they are not shown.</param>
    public static void Write(Utf8JsonWriter writer, WhiskPackage package, IReadOnlyList<WhiskAction>? contents)
    {
        writer.WriteStartObject();
        WriteHead(writer, package);
        WriteProperties(writer, "parameters", package.Parameters);
        WriteBinding(writer, package.Binding, summary: false);
        if (contents is not null)
        {
            WriteContents(writer, "actions", contents.Where(action => !IsFeed(action)));
            WriteContents(writer, "feeds", contents.Where(IsFeed));
        }
        WriteTail(writer, package);
        writer.WriteEndObject();
    }

    public static void WriteSummary(Utf8JsonWriter writer, WhiskPackage package)
    {
        writer.WriteStartObject();
        WriteHead(writer, package);
        WriteBinding(writer, package.Binding, summary: true);
        WriteTail(writer, package);
        writer.WriteEndObject();
    }

    /// <param name="rules">The rules of the trigger.</param>
    public static void Write(Utf8JsonWriter writer, WhiskTrigger trigger, IReadOnlyList<WhiskRule> rules)
    {
        writer.WriteStartObject();
        WriteHead(writer, trigger);
        WriteProperties(writer, "parameters", trigger.Parameters);
        writer.WriteStartObject("limits");
        writer.WriteEndObject();
        writer.WriteStartObject("rules");
        foreach (var rule in rules)
        {
            writer.WriteStartObject(rule.Name.ToString());
            WriteReference(writer, "action", rule.Action);
            writer.WriteString("status", StatusOf(rule));
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        WriteTail(writer, trigger);
        writer.WriteEndObject();
    }

    public static void WriteSummary(Utf8JsonWriter writer, WhiskTrigger trigger)
    {
        writer.WriteStartObject();
        WriteHead(writer, trigger);
        WriteTail(writer, trigger);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, WhiskRule rule) => Write(writer, rule, withStatus: true);

    public static void WriteSummary(Utf8JsonWriter writer, WhiskRule rule) => Write(writer, rule, withStatus: false);

    private static void Write(Utf8JsonWriter writer, WhiskRule rule, bool withStatus)
    {
        writer.WriteStartObject();
        WriteHead(writer, rule);
        if (withStatus) writer.WriteString("status", StatusOf(rule));
        WriteReference(writer, "trigger", rule.Trigger);
        WriteReference(writer, "action", rule.Action);
        WriteTail(writer, rule);
        writer.WriteEndObject();
    }

    public static void WriteProperties(Utf8JsonWriter writer, string name, PropertyList properties)
    {
        writer.WriteStartArray(name);
        foreach (var property in properties.Properties)
        {
            writer.WriteStartObject();
            writer.WriteString("key", property.Key);
            writer.WritePropertyName("value");
            property.Value.WriteTo(writer);
            if (property.Init) writer.WriteBoolean("init", true);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static string StatusOf(WhiskRule rule) => rule.Active ? "active" : "inactive";

    private static bool IsFeed(WhiskAction action) => action.Annotations.Find("feed") is not null;

    private static void WriteHead(Utf8JsonWriter writer, WhiskEntity entity)
    {
        writer.WriteString("namespace", entity.Name.Path);
        writer.WriteString("name", entity.Name.Name);
        writer.WriteString("version", entity.Version.ToString());
        writer.WriteBoolean("publish", entity.Publish);
        WriteProperties(writer, "annotations", entity.Annotations);
    }

    private static void WriteTail(Utf8JsonWriter writer, WhiskEntity entity) =>
        writer.WriteNumber("updated", entity.Updated.ToUnixTimeMilliseconds());

    private static void WriteLimits(Utf8JsonWriter writer, WhiskAction action)
    {
        writer.WritePropertyName("limits");
        LimitsJson.Of(action.Limits).WriteTo(writer);
    }

    private static void WriteExecution(Utf8JsonWriter writer, ActionExecution execution, bool withCode)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", execution.Kind.Value);
        switch (execution)
        {
            case ActionExecution.Sequence sequence:
                writer.WriteStartArray("components");
                foreach (var component in sequence.Components) writer.WriteStringValue($"/{component}");
                writer.WriteEndArray();
                break;
            case ActionExecution.Code code:
                if (code.Image is not null) writer.WriteString("image", code.Image);
                if (withCode && code.Source is not null) writer.WriteString("code", code.Source);
                if (code.Main is not null) writer.WriteString("main", code.Main);
                writer.WriteBoolean("binary", code.Binary);
                break;
            default:
                throw new InvalidOperationException($"Unknown execution {execution}.");
        }
        writer.WriteEndObject();
    }

    private static void WriteContents(Utf8JsonWriter writer, string name, IEnumerable<WhiskAction> actions)
    {
        writer.WriteStartArray(name);
        foreach (var action in actions)
        {
            writer.WriteStartObject();
            writer.WriteString("name", action.Name.Name);
            writer.WriteString("version", action.Version.ToString());
            WriteProperties(writer, "annotations", action.Annotations);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteBinding(Utf8JsonWriter writer, WhiskName? binding, bool summary)
    {
        if (binding is null && summary)
        {
            writer.WriteBoolean("binding", false);
            return;
        }
        writer.WriteStartObject("binding");
        if (binding is { } provider)
        {
            writer.WriteString("namespace", provider.Namespace);
            writer.WriteString("name", provider.Name);
        }
        writer.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter writer, string name, WhiskName target)
    {
        writer.WriteStartObject(name);
        writer.WriteString("path", target.Path);
        writer.WriteString("name", target.Name);
        writer.WriteEndObject();
    }
}
