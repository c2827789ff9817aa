using System.Text.Json;
using System.Text.Json.Serialization;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Workflows;

namespace AquaTope.Actors.Wire;

/// <summary>
/// How the domain's identifiers and quantities look in JSON. Areas create their source-generated context over
/// <see cref="Options"/>: <c>new PoolJson(WireJson.Options())</c>.
/// </summary>
public static class WireJson
{
    /// <summary>Fresh options for one source-generated context.</summary>
    public static JsonSerializerOptions Options() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // Nothing is left out, not even a null: a part that is missing is an error, a part that is null is an answer.
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        IgnoreReadOnlyProperties = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        Converters =
        {
            new TextConverter<FunctionId>(text => FunctionId.Parse(text), id => id.Value),
            new TextConverter<WorkflowId>(WorkflowId.Parse, id => id.Value),
            new TextConverter<StageName>(text => new StageName(text), name => name.Value),
            new TextConverter<ActivationId>(ParseActivation, id => id.ToString()),
            new TextConverter<ChangeId>(text => new ChangeId(text), id => id.Value),
            new TextConverter<ReportSource>(text => new ReportSource(text), source => source.Value),
            new TextConverter<RuntimeKind>(text => new RuntimeKind(text), kind => kind.Value),
            new NumberConverter<CpuShare>(cores => CpuShare.FromCores(cores), share => share.Cores),
            new NumberConverter<MemorySize>(mb => MemorySize.FromMegabytes((int)mb), size => size.Megabytes),
            new NumberConverter<WindowIndex>(value => new WindowIndex((long)value), window => window.Value),
            new NumberConverter<Cost>(amount => new Cost(amount), cost => cost.Amount),
            new NumberConverter<TimeSpan>(
            seconds => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)),
                span => span.TotalSeconds)
        }
    };

    private static ActivationId ParseActivation(string text) =>
        ActivationId.TryParse(text, out var id) ? id : throw new JsonException($"'{text}' is no activation id.");

    private sealed class TextConverter<T>(Func<string, T> read, Func<T, string> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            read(reader.GetString() ?? throw new JsonException($"A {typeof(T).Name} is null."));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(write(value));

        public override T ReadAsPropertyName(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => read(reader.GetString()!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(write(value));
    }

    private sealed class NumberConverter<T>(Func<double, T> read, Func<T, double> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            read(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(write(value));
    }
}
