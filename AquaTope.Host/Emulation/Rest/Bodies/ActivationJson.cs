using System.Text.Json;
using AquaTope.Host.Emulation.Entities;

namespace AquaTope.Host.Emulation.Rest.Bodies;

/// <summary>Writes activation records.</summary>
internal static class ActivationJson
{
    /// <param name="withLogs">Answers to blocking invocations leave the log lines out, but not the field.</param>
    public static void Write(Utf8JsonWriter writer, ActivationRecord record, bool withLogs = true)
    {
        writer.WriteStartObject();
        WriteHead(writer, record);
        writer.WriteString("subject", record.Name.Namespace);
        WriteTimes(writer, record, record.Duration);
        if (record.Cause is { } cause) writer.WriteString("cause", cause.ToString());
        writer.WritePropertyName("response");
        WriteResponse(writer, record.Response);
        WriteLogs(writer, record, withLogs);
        writer.WriteEndObject();
    }

    /// <summary>A list's entry: here the duration is from start to end, and the status a number.</summary>
    public static void WriteSummary(Utf8JsonWriter writer, ActivationRecord record)
    {
        writer.WriteStartObject();
        WriteHead(writer, record);
        WriteTimes(writer, record, (record.End ?? record.Start) - record.Start);
        if (record.Cause is { } cause) writer.WriteString("cause", cause.ToString());
        if (record.End is not null) writer.WriteNumber("statusCode", (int)record.Response.Status);
        writer.WriteEndObject();
    }

    public static void WriteResponse(Utf8JsonWriter writer, ActivationResponse response)
    {
        writer.WriteStartObject();
        writer.WriteString("status", response.StatusText);
        writer.WriteBoolean("success", response.Succeeded);
        writer.WritePropertyName("result");
        response.Result.WriteTo(writer);
        if (response.Size is { } size) writer.WriteNumber("size", size);
        writer.WriteEndObject();
    }

    public static void WriteLogs(Utf8JsonWriter writer, ActivationRecord record, bool withLogs = true)
    {
        writer.WriteStartArray("logs");
        if (withLogs)
            foreach (var line in record.Logs)
                writer.WriteStringValue(line);
        writer.WriteEndArray();
    }

    private static void WriteHead(Utf8JsonWriter writer, ActivationRecord record)
    {
        writer.WriteString("namespace", record.Name.Namespace);
        writer.WriteString("name", record.Name.Name);
        writer.WriteString("version", record.Version.ToString());
        writer.WriteBoolean("publish", false);
        EntityJson.WriteProperties(writer, "annotations", record.Annotations);
        writer.WriteString("activationId", record.Id.ToString());
    }

    // A fired trigger has neither end nor duration.
    private static void WriteTimes(Utf8JsonWriter writer, ActivationRecord record, TimeSpan duration)
    {
        writer.WriteNumber("start", record.Start.ToUnixTimeMilliseconds());
        if (record.End is not { } end) return;
        writer.WriteNumber("end", end.ToUnixTimeMilliseconds());
        writer.WriteNumber("duration", (long)duration.TotalMilliseconds);
    }
}
