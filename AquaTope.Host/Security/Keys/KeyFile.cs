using System.Text.Json;
using System.Text.Json.Serialization;

namespace AquaTope.Host.Security.Keys;

/// <summary>
/// The file of keys: JSON, readable by its owner alone, replaced as a whole so that no reader sees half of it.
/// </summary>
public sealed class KeyFile(string path)
{
    /// <summary>More than that many keys are refused: each request is compared with every one.</summary>
    public const int MostKeys = 1000;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path { get; } = path;

    /// <summary>Changes whenever the file does; tells of a file that is not there, too.</summary>
    public (DateTime Written, long Length) Stamp
    {
        get
        {
            var file = new FileInfo(Path);
            return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        }
    }

    /// <summary>Every key, revoked ones too; none where there is no file.</summary>
    /// <exception cref="IOException">The file cannot be read or is no file of keys; the message says where.</exception>
    public IReadOnlyList<ApiKey> Read()
    {
        if (!File.Exists(Path)) return [];
        try
        {
            var document = JsonSerializer.Deserialize(File.ReadAllBytes(Path), KeyFileJson.Default.KeyFileDocument);
            var keys = (document?.Keys ?? throw new JsonException("'keys' is missing")).Select(KeyOf).ToList();
            if (keys.Count > MostKeys)
                throw new JsonException($"it holds {keys.Count} keys; at most {MostKeys} are allowed");
            if (keys.GroupBy(key => key.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new JsonException($"the name '{twice.Key}' stands in it twice");
            return keys;
        }
        catch (JsonException malformed)
        {
            throw new IOException($"the keys file '{Path}' cannot be read: {malformed.Message}", malformed);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"the keys file '{Path}' cannot be read: {refused.Message}", refused);
        }
    }

    /// <summary>Puts other keys in the place of those that are there, while nobody else does.</summary>
    /// <exception cref="IOException">The file cannot be read or written, or is being changed.</exception>
    public void Change(Func<IReadOnlyList<ApiKey>, IEnumerable<ApiKey>> change)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
        using var turn = new FileStream(
            Path + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 1,
            FileOptions.DeleteOnClose);
        Write(change(Read()));
    }

    private void Write(IEnumerable<ApiKey> keys)
    {
        var unfinished = Path + ".unfinished";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(unfinished, options))
        {
            JsonSerializer.Serialize(
                file, new KeyFileDocument([.. keys.Select(EntryOf)]), KeyFileJson.Default.KeyFileDocument);
            file.WriteByte((byte)'\n');
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, Path, overwrite: true);
    }

    private static ApiKey KeyOf(KeyFileEntry entry, int index)
    {
        if (!ApiKey.IsName(entry.Name ?? ""))
            throw new JsonException($"keys[{index}].name is '{entry.Name}'; it takes {ApiKey.NameRule}");
        if (!ScopeNames.TryParse(entry.Scopes ?? [], out var scopes))
            throw new JsonException($"keys[{index}].scopes takes at least one of {ScopeNames.Every}, and nothing else");
        if (!KeyHash.TryParse(entry.Sha256, out var hash))
            throw new JsonException($"keys[{index}].sha256 takes 64 hexadecimal characters");
        return new ApiKey(entry.Name!, entry.Id, scopes, hash, entry.Created, entry.Revoked);
    }

    private static KeyFileEntry EntryOf(ApiKey key) => new()
    {
        Name = key.Name,
        Id = key.Id,
        Scopes = ScopeNames.Of(key.Scopes),
        Sha256 = key.Hash.ToString(),
        Created = key.Created,
        Revoked = key.Revoked
    };
}

/// <summary>The file's shape.</summary>
internal sealed record KeyFileDocument(IReadOnlyList<KeyFileEntry> Keys);

internal sealed record KeyFileEntry
{
    public string? Name { get; init; }

    public Guid Id { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    public string? Sha256 { get; init; }

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset? Revoked { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeyFileDocument))]
internal sealed partial class KeyFileJson : JsonSerializerContext;
