using System.Collections.Immutable;
using System.Text.Json;
using AquaTope.Models.Simulation.Containers;

namespace AquaTope.Host.Emulation.Runtimes;

/// <summary>The runtimes a platform offers: the document that OpenWhisk reads from <c>RUNTIMES_MANIFEST</c>.</summary>
internal sealed class RuntimeManifest
{
    private const string DefaultSuffix = ":default";

    private readonly Dictionary<string, RuntimeImage> _byKind;

    private RuntimeManifest(ImmutableArray<RuntimeImage> images)
    {
        Images = images;
        _byKind = images.ToDictionary(image => image.Kind.Value);
    }

    public ImmutableArray<RuntimeImage> Images { get; }

    /// <summary>The stem cells of all kinds, as the manifest asks for them at start.</summary>
    public IReadOnlyList<StemCell> StemCells => [.. Images.SelectMany(image => image.StemCells)];

    /// <summary>
    /// Kinds of the families most used, and the stem cells OpenWhisk ships with: 256 MB of the default Node.js.
    /// </summary>
    public static RuntimeManifest Standard { get; } = Parse(
        """
        {"runtimes": {
          "nodejs": [
            {"kind": "nodejs:18", "image": {"prefix": "openwhisk", "name": "action-nodejs-v18", "tag": "nightly"}},
            {"kind": "nodejs:20", "default": true,
             "image": {"prefix": "openwhisk", "name": "action-nodejs-v20", "tag": "nightly"},
             "stemCells": [{"initialCount": 2, "memory": "256 MB",
                "reactive": {"minCount": 1, "maxCount": 4, "ttl": "2 minutes", "threshold": 1, "increment": 1}}]}],
          "python": [
            {"kind": "python:3.11", "image": {"prefix": "openwhisk", "name": "action-python-v3.11", "tag": "nightly"}},
            {"kind": "python:3.12", "default": true,
             "image": {"prefix": "openwhisk", "name": "action-python-v3.12", "tag": "nightly"}}],
          "go": [
            {"kind": "go:1.22", "default": true,
             "image": {"prefix": "openwhisk", "name": "action-golang-v1.22", "tag": "nightly"}}],
          "java": [
            {"kind": "java:8", "default": true, "requireMain": true,
             "image": {"prefix": "openwhisk", "name": "java8action", "tag": "nightly"}}],
          "php": [
            {"kind": "php:8.1", "default": true,
             "image": {"prefix": "openwhisk", "name": "action-php-v8.1", "tag": "nightly"}}],
          "ruby": [
            {"kind": "ruby:2.5", "default": true,
             "image": {"prefix": "openwhisk", "name": "action-ruby-v2.5", "tag": "nightly"}}],
          "dotnet": [
            {"kind": "dotnet:6.0", "default": true, "requireMain": true,
             "image": {"prefix": "openwhisk", "name": "action-dotnet-v6.0", "tag": "nightly"}}]},
         "blackboxes": [{"prefix": "openwhisk", "name": "dockerskeleton", "tag": "nightly"}]}
        """);

    /// <summary>The runtime of a kind; <c>family:default</c> names the family's default kind.</summary>
    public RuntimeImage? Find(string kind)
    {
        if (!kind.EndsWith(DefaultSuffix, StringComparison.Ordinal)) return _byKind.GetValueOrDefault(kind);
        var family = kind[..^DefaultSuffix.Length];
        return Images.FirstOrDefault(image => image.Family == family && image.Default);
    }

    /// <summary>Reads a manifest document.</summary>
    /// <exception cref="FormatException">It is no JSON or breaks a rule of the manifest; the message names
    /// which.</exception>
    public static RuntimeManifest Parse(string text)
    {
        try
        {
            return Read(JsonElement.Parse(text));
        }
        catch (JsonException malformed)
        {
            throw new FormatException($"The manifest is no JSON: {malformed.Message}", malformed);
        }
    }

    private static RuntimeManifest Read(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object
            || !document.TryGetProperty("runtimes", out var runtimes) || runtimes.ValueKind != JsonValueKind.Object)
            throw new FormatException("The manifest needs an object 'runtimes' of families and their kinds.");

        var images = ImmutableArray.CreateBuilder<RuntimeImage>();
        foreach (var family in runtimes.EnumerateObject())
        {
            if (family.Value.ValueKind != JsonValueKind.Array || family.Value.GetArrayLength() == 0)
                throw new FormatException($"The family '{family.Name}' needs an array of at least one kind.");
            var kinds = family.Value.EnumerateArray()
                .Select(kind => RuntimeManifestReader.Image(family.Name, kind))
                .ToList();
            if (kinds.Count == 1) kinds[0] = kinds[0] with { Default = true };
            if (kinds.Count(kind => kind.Default) != 1)
                throw new FormatException(
                    $"The family '{family.Name}' has several kinds and needs exactly one default.");
            images.AddRange(kinds);
        }
        if (images.GroupBy(image => image.Kind).FirstOrDefault(kind => kind.Count() > 1) is { } twice)
            throw new FormatException($"The kind '{twice.Key}' is listed twice.");
        return new RuntimeManifest(images.ToImmutable());
    }
}
