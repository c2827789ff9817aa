using System.Text.Json;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Workflows;

namespace AquaTope.Host.Ingestion.Records;

/// <summary>
/// Walks a body of activation records token by token. Each <c>Try</c> method leaves the cursor on the last token of
/// what it read, or says no after <see cref="Fail"/> has noted where and why.
/// </summary>
internal ref partial struct RecordParser
{
    private readonly FunctionNames _names;
    private readonly int _maxRecords;
    private readonly int _maxDepth;
    private Utf8JsonReader _json;
    private int _record = -1;
    private int _annotation = -1;
    private string _field = "";
    private RecordReading.Malformed? _problem;

    public RecordParser(ReadOnlySpan<byte> utf8, FunctionNames names, int maxRecords, int maxDepth)
    {
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
        (_names, _maxRecords, _maxDepth) = (names, maxRecords, maxDepth);
    }

    public RecordReading Read()
    {
        var reports = new List<ActivationReport>();
        var skipped = 0;
        try
        {
            if (!TryReadBody(reports, ref skipped)) return _problem!;
            if (_record == _maxRecords && _json.TokenType != JsonTokenType.EndArray)
                return new RecordReading.TooMany(_maxRecords);
            _record = -1;
            _field = "";
            _json.Read();
            return new RecordReading.Understood(reports, skipped);
        }
        catch (JsonException malformed)
        {
            var (reason, line, position) = MalformedJson.Of(malformed);
            return new RecordReading.Malformed(
                Path(), $"{reason} (line {line}, byte {position})",
                $"well-formed JSON, at most {_maxDepth} levels deep");
        }
        catch (InvalidOperationException unpaired)
        {
            // The only way the reader says that the escapes of a name or a text spell half a character.
            return new RecordReading.Malformed(
                Path(), unpaired.Message, "names and texts whose escapes spell characters");
        }
    }

    private bool TryReadBody(List<ActivationReport> reports, ref int skipped)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.StartObject) return TryReadRecord(reports, ref skipped);
        if (_json.TokenType != JsonTokenType.StartArray) return Fail("an activation record or an array of them");

        for (_record = 0; _json.Read() && _json.TokenType != JsonTokenType.EndArray; _record++)
        {
            if (_record == _maxRecords) return true;
            _field = "";
            if (_json.TokenType != JsonTokenType.StartObject) return Fail("an activation record");
            if (!TryReadRecord(reports, ref skipped)) return false;
        }
        return true;
    }

    private bool TryReadRecord(List<ActivationReport> reports, ref int skipped)
    {
        var fields = new RecordFields();
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
            if (!TryReadProperty(ref fields))
                return false;

        if (fields.TellsOfNoFinishedActivation) skipped++;
        else if (fields.Problem(_names) is { } problem) return FailAt(problem.Field, problem.Found, problem.Expected);
        else reports.Add(fields.ToReport());
        return true;
    }

    private bool TryReadProperty(ref RecordFields fields)
    {
        if (At("activationId"u8, "activationId")) return TryReadId(out fields.Id);
        if (At("start"u8, "start")) return TryReadInstant(out fields.Start);
        if (At("end"u8, "end")) return TryReadInstant(out fields.End);
        if (At("duration"u8, "duration")) return TryReadDuration(out fields.Duration);
        if (At("annotations"u8, "annotations")) return TryReadAnnotations(ref fields);
        if (At("response"u8, "response")) return TryReadResponse(ref fields);
        if (At("namespace"u8, "namespace")) return TryReadText(out fields.Namespace);
        if (At("name"u8, "name")) return TryReadText(out fields.Name);
        if (At("cause"u8, "cause")) return TryReadId(out fields.Cause);
        if (At("statusCode"u8, "statusCode")) return TryReadStatusCode(out fields.Status);
        if (At("body"u8, "body")) return TryReadEvent(ref fields);
        if (At("timestamp"u8, "timestamp")) return TryReadInstant(out fields.Timestamp);
        if (At("eventType"u8, "eventType")) return TryReadEventType(ref fields);
        return TrySkipProperty();
    }

    // An event of the user-events topic: what ran stands in its body, and the instant it was sent beside it.
    private bool TryReadEvent(ref RecordFields fields)
    {
        if (_json.TokenType != JsonTokenType.StartObject) return Fail("an object");
        fields.IsEvent = true;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var read =
                At("activationId"u8, "body.activationId") ? TryReadId(out fields.Id)
                : At("name"u8, "body.name") ? TryReadFunction(out fields.Function)
                : At("statusCode"u8, "body.statusCode") ? TryReadStatusCode(out fields.Status)
                : At("duration"u8, "body.duration") ? TryReadDuration(out fields.Duration)
                : At("waitTime"u8, "body.waitTime") ? TryReadDuration(out fields.Wait)
                : At("initTime"u8, "body.initTime") ? TryReadDuration(out fields.Initialization)
                : At("memory"u8, "body.memory") ? TryReadMemory(out fields.Memory)
                : At("kind"u8, "body.kind") ? TryReadKind(out fields.IsSequence)
                : At("conductor"u8, "body.conductor") ? ReadConductor(out fields.IsConductor)
                : TrySkipProperty();
            if (!read) return false;
        }
        return true;
    }

    private bool TryReadEventType(ref RecordFields fields)
    {
        if (_json.TokenType != JsonTokenType.String) return Fail("\"Activation\" or \"Metric\"");
        fields.IsEvent = true;
        fields.IsMetric = _json.ValueTextEquals("Metric"u8);
        return fields.IsMetric || _json.ValueTextEquals("Activation"u8) || Fail("\"Activation\" or \"Metric\"");
    }

    private bool TryReadResponse(ref RecordFields fields)
    {
        if (_json.TokenType != JsonTokenType.StartObject) return Fail("an object with a status");
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var read =
                At("status"u8, "response.status") ? TryReadStatus(out fields.Status)
                : At("statusCode"u8, "response.statusCode") ? TryReadStatusCode(out fields.Status)
                : At("result"u8, "response.result") ? ReadResult(ref fields)
                : TrySkipProperty();
            if (!read) return false;
        }
        return true;
    }

    // A branch of a parallel composition ends by telling the composition to join it. Other results are not looked at.
    private bool ReadResult(ref RecordFields fields)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            _json.Skip();
            return true;
        }
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var isMethod = _json.ValueTextEquals("method"u8);
            _json.Read();
            if (isMethod && _json.TokenType == JsonTokenType.String) fields.IsBranch = _json.ValueTextEquals("join"u8);
            else _json.Skip();
        }
        return true;
    }

    private bool TryReadAnnotations(ref RecordFields fields)
    {
        if (_json.TokenType != JsonTokenType.StartArray) return Fail("an array of annotations");
        for (_annotation = 0; _json.Read() && _json.TokenType != JsonTokenType.EndArray; _annotation++)
            if (!TryReadAnnotation(ref fields))
                return false;
        _annotation = -1;
        return true;
    }

    // A value may stand before the key that gives it its meaning; it is walked over then and read from a second cursor.
    private bool TryReadAnnotation(ref RecordFields fields)
    {
        _field = "";
        if (_json.TokenType != JsonTokenType.StartObject) return Fail("an object with key and value");
        var key = AnnotationKey.Other;
        var value = default(Utf8JsonReader);
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (At("key"u8, "key"))
            {
                key = ReadAnnotationKey();
            }
            else if (At("value"u8, "value"))
            {
                value = _json;
                _json.Skip();
            }
            else
            {
                TrySkipProperty();
            }
        }
        if (key == AnnotationKey.Other) return true;

        _field = "value";
        var end = _json;
        _json = value;
        var read = TryReadAnnotationValue(key, ref fields);
        if (read) _json = end;
        return read;
    }

    private bool TryReadAnnotationValue(AnnotationKey key, ref RecordFields fields) => key switch
    {
        AnnotationKey.Path => TryReadFunction(out fields.Function),
        AnnotationKey.Kind => TryReadKind(out fields.IsSequence),
        AnnotationKey.WaitTime => TryReadDuration(out fields.Wait),
        AnnotationKey.InitTime => TryReadDuration(out fields.Initialization),
        AnnotationKey.Limits => TryReadLimits(ref fields),
        AnnotationKey.Conductor => ReadConductor(out fields.IsConductor),
        _ => throw new InvalidOperationException($"No reading of annotation {key}.")
    };

    private readonly AnnotationKey ReadAnnotationKey() =>
        _json.TokenType != JsonTokenType.String ? AnnotationKey.Other
        : _json.ValueTextEquals("path"u8) ? AnnotationKey.Path
        : _json.ValueTextEquals("kind"u8) ? AnnotationKey.Kind
        : _json.ValueTextEquals("waitTime"u8) ? AnnotationKey.WaitTime
        : _json.ValueTextEquals("initTime"u8) ? AnnotationKey.InitTime
        : _json.ValueTextEquals("limits"u8) ? AnnotationKey.Limits
        : _json.ValueTextEquals("conductor"u8) ? AnnotationKey.Conductor
        : AnnotationKey.Other;

    private bool TryReadLimits(ref RecordFields fields)
    {
        if (_json.TokenType != JsonTokenType.StartObject) return Fail("an object with the limits");
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
            if (!(At("memory"u8, "value.memory") ? TryReadMemory(out fields.Memory) : TrySkipProperty()))
                return false;
        return true;
    }

    // Moves on to the property's value when it has the name.
    private bool At(ReadOnlySpan<byte> name, string field)
    {
        if (!_json.ValueTextEquals(name)) return false;
        _field = field;
        return _json.Read();
    }

    private readonly bool ReadConductor(out bool isConductor)
    {
        isConductor = _json.TokenType == JsonTokenType.True;
        return true;
    }

    private bool TrySkipProperty()
    {
        _json.Skip();
        return true;
    }
}
