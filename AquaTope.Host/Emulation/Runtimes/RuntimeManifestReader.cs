using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation.Containers;

namespace AquaTope.Host.Emulation.Runtimes;

/// <summary>
/// Reads the parts of a manifest and checks them as the platform does. Throws <see cref="FormatException"/>.
/// </summary>
internal static partial class RuntimeManifestReader
{
    /// <summary>
    /// More of one pair are refused: a slip of the pen must not fill the simulator with a million containers.
    /// </summary>
    private const int MaximumStemCells = 10_000;

    public static RuntimeImage Image(string family, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || Text(json, "kind") is not { Length: > 0 } kind)
            throw new FormatException($"Each entry of the family '{family}' needs a 'kind'.");
        if (!json.TryGetProperty("image", out var image) || image.ValueKind != JsonValueKind.Object
            || Text(image, "name") is not { Length: > 0 } name)
            throw new FormatException($"The kind '{kind}' needs an 'image' with a 'name'.");

        return new RuntimeImage(
            family,
            new RuntimeKind(kind),
            (Text(image, "prefix") is { } prefix ? $"{prefix}/" : "") + name +
            (Text(image, "tag") is { } tag ? $":{tag}" : ""),
            Default: Flag(kind, json, "default"),
            Deprecated: Flag(kind, json, "deprecated"),
            Attached: json.TryGetProperty("attached", out _),
            RequireMain: Flag(kind, json, "requireMain"),
            StemCells(kind, json));
    }

    /// <summary>Reads <c>256 MB</c>, <c>1g</c> and the like, to whole megabytes.</summary>
    public static MemorySize Memory(string text)
    {
        var match = ByteSize().Match(text);
        if (!match.Success || !long.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number))
            throw new FormatException($"The memory '{text}' is no size; expected for example '256 MB'.");
        var bytes = (double)number * char.ToUpperInvariant(match.Groups[2].Value[0]) switch
        {
            'B' => 1,
            'K' => 1 << 10,
            'M' => 1 << 20,
            _ => 1 << 30
        };
        var megabytes = bytes / (1 << 20);
        if (megabytes is < 1 or > 1 << 20)
            throw new FormatException($"The memory '{text}' is outside 1 MB to 1024 GB.");
        return MemorySize.FromMegabytes((int)megabytes);
    }

    /// <summary>Reads <c>2 minutes</c>, <c>90s</c> and the like.</summary>
    public static TimeSpan Duration(string text)
    {
        var match = DurationText().Match(text);
        if (!match.Success || !int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number))
            throw new FormatException($"The ttl '{text}' is no duration; expected for example '2 minutes'.");
        return match.Groups[2].Value switch
        {
            var unit when unit == "ms" || unit.StartsWith("mil", StringComparison.Ordinal) =>
                TimeSpan.FromMilliseconds(number),
            ['s', ..] => TimeSpan.FromSeconds(number),
            ['m', ..] => TimeSpan.FromMinutes(number),
            ['h', ..] => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number)
        };
    }

    private static ImmutableArray<StemCell> StemCells(string kind, JsonElement json)
    {
        if (!json.TryGetProperty("stemCells", out var cells)) return [];
        if (cells.ValueKind != JsonValueKind.Array)
            throw new FormatException($"The 'stemCells' of '{kind}' must be an array.");
        ImmutableArray<StemCell> read = [.. cells.EnumerateArray().Select(cell => OneStemCell(kind, cell))];
        if (read.GroupBy(cell => cell.Memory).FirstOrDefault(size => size.Count() > 1) is { } twice)
            throw new FormatException($"The stem cells of '{kind}' with {twice.Key} are listed twice.");
        return read;
    }

    private static StemCell OneStemCell(string kind, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || Text(json, "memory") is not { } memory)
            throw new FormatException($"Each stem cell of '{kind}' needs a 'memory' such as '256 MB'.");
        // Older manifests say 'count'.
        var count = Integer(json, "initialCount") ?? Integer(json, "count")
            ?? throw new FormatException($"Each stem cell of '{kind}' needs an 'initialCount'.");
        if (count is < 1 or > MaximumStemCells)
            throw new FormatException(
                $"requirement failed: initialCount of '{kind}' is {count}; it must be from 1 to {MaximumStemCells}.");
        return new StemCell(
            new RuntimeKind(kind), Memory(memory), count,
            json.TryGetProperty("reactive", out var reactive) ? Reactive(kind, reactive) : null);
    }

    private static ReactiveStemCell Reactive(string kind, JsonElement json)
    {
        var cell = json.ValueKind == JsonValueKind.Object
            ? new ReactiveStemCell(
                Integer(json, "minCount") ?? -1, Integer(json, "maxCount") ?? -1, Duration(Text(json, "ttl") ?? ""),
                Integer(json, "threshold") ?? -1, Integer(json, "increment") ?? -1)
            : null;
        var valid =
            cell is { MinimumCount: >= 0, MaximumCount: > 0 and <= MaximumStemCells, Threshold: > 0, Increment: > 0 }
            && cell.MinimumCount <= cell.MaximumCount && cell.Increment <= cell.MaximumCount
            && cell.TimeToLive > TimeSpan.Zero;
        return valid
            ? cell!
            : throw new FormatException(
                $"requirement failed: the 'reactive' of '{kind}' must hold 0 <= minCount <= maxCount, " +
                $"0 < maxCount <= {MaximumStemCells}, threshold > 0, 0 < increment <= maxCount and a ttl above 0.");
    }

    private static string? Text(JsonElement json, string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Integer(JsonElement json, string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number)
            ? number
            : null;

    private static bool Flag(string kind, JsonElement json, string key) =>
        json.TryGetProperty(key, out var value)
        && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new FormatException($"The '{key}' of '{kind}' must be true or false.")
        };

    [GeneratedRegex(@"^\s*(\d{1,12})\s*(B|KB?|MB?|GB?)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ByteSize();

    [GeneratedRegex(
        @"^\s*(\d{1,9})\s*(ms|millis|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)\s*$")]
    private static partial Regex DurationText();
}
