using System.Text;
using System.Text.Json;
using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Ingestion.Records;

/// <summary>Single values with their ranges, and how a value that is none of its kind is reported.</summary>
internal ref partial struct RecordParser
{
    /// <summary>
    /// The end of the year 2199, in milliseconds since the Unix epoch: beyond it an instant is surely wrong.
    /// </summary>
    private const long LatestInstant = 7_258_118_399_999;

    /// <summary>31 days in milliseconds: longer than any activation or composition may last.</summary>
    private const long LongestDuration = 2_678_400_000;

    /// <summary>One terabyte in megabytes.</summary>
    private const long LargestMemory = 1_048_576;

    private const int LongestQuotation = 40;

    private bool TryReadId(out ActivationId? id)
    {
        id = null;
        if (_json.TokenType == JsonTokenType.Null) return true;
        if (_json.TokenType != JsonTokenType.String
            || !ActivationId.TryParse(_json.ValueSpan, out var read) || read.Bits == 0)
            return Fail("an activation id of 32 hexadecimal characters, not all of them 0");
        id = read;
        return true;
    }

    private bool TryReadInstant(out long? milliseconds) =>
        TryReadNumber(
            LatestInstant, "a whole number of milliseconds since 1970-01-01, before the year 2200", out milliseconds);

    private bool TryReadDuration(out long? milliseconds) =>
        TryReadNumber(LongestDuration, "a whole number of milliseconds from 0 to 31 days", out milliseconds);

    private bool TryReadMemory(out long? megabytes) =>
        TryReadNumber(LargestMemory, "a whole number of megabytes from 0 to 1048576", out megabytes);

    private bool TryReadStatusCode(out ActivationStatus? status)
    {
        var read = TryReadNumber((long)ActivationStatus.PlatformError, "a status code from 0 to 3", out var code);
        status = (ActivationStatus?)code;
        return read;
    }

    private bool TryReadNumber(long largest, string expected, out long? number)
    {
        number = null;
        if (_json.TokenType == JsonTokenType.Null) return true;
        if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var read) || read < 0 || read > largest)
            return Fail(expected);
        number = read;
        return true;
    }

    private bool TryReadStatus(out ActivationStatus? status)
    {
        status = _json.TokenType != JsonTokenType.String ? null
            : _json.ValueTextEquals("success"u8) ? ActivationStatus.Success
            : _json.ValueTextEquals("application error"u8) ? ActivationStatus.ApplicationError
            : _json.ValueTextEquals("action developer error"u8) ? ActivationStatus.DeveloperError
            : _json.ValueTextEquals("whisk internal error"u8) ? ActivationStatus.PlatformError
            : null;
        return status is not null
               || Fail("\"success\", \"application error\", \"action developer error\" or \"whisk internal error\"");
    }

    private bool TryReadFunction(out FunctionId? function)
    {
        function = null;
        if (!TryReadText(out var text)) return false;
        if (!_names.TryGet(text, out var read)) return Fail("namespace/name or namespace/package/name");
        function = read;
        return true;
    }

    private bool TryReadKind(out bool isSequence)
    {
        isSequence = _json.TokenType == JsonTokenType.String && _json.ValueTextEquals("sequence"u8);
        return _json.TokenType == JsonTokenType.String || Fail("a runtime kind");
    }

    private bool TryReadText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (_json.TokenType != JsonTokenType.String || _json.ValueSpan.Length > FunctionNames.MaxLength)
            return Fail($"a text of at most {FunctionNames.MaxLength} bytes");
        if (!_json.ValueIsEscaped)
        {
            text = _json.ValueSpan;
            return true;
        }

        var unescaped = new byte[_json.ValueSpan.Length];
        try
        {
            text = unescaped.AsSpan(0, _json.CopyString(unescaped));
            return true;
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for half of a surrogate pair.
            return Fail("a text whose escapes spell characters");
        }
    }

    private bool Fail(string expected) => FailAt(_field, Describe(), expected);

    private bool FailAt(string field, string found, string expected)
    {
        _field = field;
        _problem = new RecordReading.Malformed(Path(), found, expected);
        return false;
    }

    private readonly string Path()
    {
        var annotation = _annotation < 0 ? "" : $"annotations[{_annotation}]";
        var field = annotation.Length == 0 || _field.Length == 0 ? annotation + _field : $"{annotation}.{_field}";
        if (_record < 0) return field.Length == 0 ? "$" : field;
        return field.Length == 0 ? $"[{_record}]" : $"[{_record}].{field}";
    }

    private readonly string Describe()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.None: return "nothing";
            case JsonTokenType.StartObject: return "an object";
            case JsonTokenType.StartArray: return "an array";
        }
        var length = _json.ValueSpan.Length;
        var text = Encoding.UTF8.GetString(_json.ValueSpan[..Math.Min(length, LongestQuotation)]);
        if (length > LongestQuotation) text = $"{text}… ({length} bytes)";
        return _json.TokenType == JsonTokenType.String ? $"\"{text}\"" : text;
    }
}
