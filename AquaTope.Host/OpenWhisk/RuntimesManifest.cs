using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.OpenWhisk;

/// <summary>
/// OpenWhisk's list of runtimes with their images and stem cells. It is always posted whole: a kind that is left out is
/// unknown to the controller from then on.
/// </summary>
internal sealed partial class RuntimesManifest
{
    private readonly JsonObject _manifest;

    private RuntimesManifest(JsonObject manifest, bool statesStemCells)
    {
        _manifest = manifest;
        StatesStemCells = statesStemCells;
    }

    /// <summary>
    /// Whether the manifest says which pairs of kind and memory have stem cells. Only such pairs can be changed at run
    /// time; without the statement every pair is tried.
    /// </summary>
    public bool StatesStemCells { get; }

    /// <summary>Reads an operator's file.</summary>
    /// <exception cref="FormatException">The text is no manifest; the message says why.</exception>
    public static RuntimesManifest Parse(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject manifest || manifest["runtimes"] is not JsonObject)
                throw new FormatException("it has no object 'runtimes'");
            var parsed = new RuntimesManifest(manifest, statesStemCells: true);
            foreach (var entry in parsed.Entries()) MemoryOf(entry.StemCell);
            return parsed;
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is not well-formed JSON: {e.Message}");
        }
    }

    /// <summary>Puts a manifest together from the <c>runtimes</c> that the platform shows at <c>GET /</c>.</summary>
    public static RuntimesManifest FromPlatform(JsonObject shown)
    {
        var families = new JsonObject();
        foreach (var (family, kinds) in shown)
            families[family] = new JsonArray(
                [.. (kinds as JsonArray ?? []).OfType<JsonObject>().Select(FromPlatformKind)]);
        return new RuntimesManifest(new JsonObject { ["runtimes"] = families }, statesStemCells: false);
    }

    /// <summary>
    /// The manifest's text with these counts. Pairs that are not named keep theirs. A pair that is set loses its
    /// <c>reactive</c> part, by which the platform would undo the count at its next tick.
    /// </summary>
    /// <param name="targets">Counts per invoker, at least 1 each.</param>
    /// <param name="unknown">Targets whose pair the manifest does not know, and which would have no effect.</param>
    public string With(IReadOnlyList<StemCellTarget> targets, out IReadOnlyList<StemCellTarget> unknown)
    {
        var changed = new RuntimesManifest(_manifest.DeepClone().AsObject(), StatesStemCells);
        unknown = targets.Where(target => !changed.TrySet(target)).ToArray();
        return changed._manifest.ToJsonString();
    }

    private bool TrySet(StemCellTarget target)
    {
        foreach (var (kind, stemCell) in Entries())
        {
            if (kind["kind"].AsText() != target.Kind.Value || MemoryOf(stemCell) != target.Memory) continue;
            stemCell.Remove("count");
            stemCell.Remove("reactive");
            stemCell["initialCount"] = target.Count;
            return true;
        }
        if (StatesStemCells) return false;

        var known = Kinds().FirstOrDefault(kind => kind["kind"].AsText() == target.Kind.Value);
        if (known is null) return false;
        if (known["stemCells"] is not JsonArray stemCells) known["stemCells"] = stemCells = [];
        stemCells.Add(new JsonObject
        {
            ["initialCount"] = target.Count,
            ["memory"] = string.Create(CultureInfo.InvariantCulture, $"{target.Memory.Megabytes} MB")
        });
        return true;
    }

    private IEnumerable<JsonObject> Kinds() =>
        _manifest["runtimes"]!.AsObject().SelectMany(family => family.Value as JsonArray ?? []).OfType<JsonObject>();

    private IEnumerable<(JsonObject Kind, JsonObject StemCell)> Entries() =>
        Kinds().SelectMany(kind =>
            (kind["stemCells"] as JsonArray ?? []).OfType<JsonObject>().Select(stemCell => (kind, stemCell)));

    private static MemorySize MemoryOf(JsonObject stemCell)
    {
        var text = stemCell["memory"]?.ToString() ?? "";
        var match = MemoryText().Match(text);
        if (!match.Success) throw new FormatException($"'{text}' is no memory size; expected a text such as '256 MB'");
        var amount = long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var bytes = char.ToUpperInvariant(match.Groups[2].Value[0]) switch
        {
            'B' => amount,
            'K' => amount << 10,
            'M' => amount << 20,
            _ => amount << 30
        };
        return MemorySize.FromMegabytes((int)(bytes >> 20));
    }

    private static JsonObject FromPlatformKind(JsonObject shown)
    {
        var kind = new JsonObject
        {
            ["kind"] = shown["kind"]?.DeepClone(),
            ["default"] = shown["default"]?.DeepClone() ?? false,
            ["deprecated"] = shown["deprecated"]?.DeepClone() ?? false,
            ["image"] = ImageOf(shown["image"]?.ToString() ?? "")
        };
        if (shown["requireMain"] is { } requireMain) kind["requireMain"] = requireMain.DeepClone();

        // The platform shows whether code is stored as an attachment; the manifest says how, always in these words.
        if (shown["attached"].IsTrue())
            kind["attached"] = new JsonObject { ["attachmentName"] = "codefile", ["attachmentType"] = "text/plain" };
        return kind;
    }

    // registry:port/prefix/name:tag; a colon before the last slash belongs to the registry.
    private static JsonObject ImageOf(string image)
    {
        var slash = image.LastIndexOf('/');
        var colon = image.LastIndexOf(':');
        var end = colon > slash ? colon : image.Length;
        var parts = new JsonObject { ["name"] = image[(slash + 1)..end] };
        if (slash > 0) parts["prefix"] = image[..slash];
        if (colon > slash) parts["tag"] = image[(colon + 1)..];
        return parts;
    }

    [GeneratedRegex(@"^\s*(\d{1,9})\s*(B|KB?|MB?|GB?)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MemoryText();
}
