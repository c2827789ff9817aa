using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Unicode;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Ingestion.Records;

/// <summary>
/// Function names as UTF-8, looked up without allocating: a body of a thousand records names few functions many times.
/// At <paramref name="capacity"/> names no more are kept and further ones are parsed each time. Safe for concurrent
/// use.
/// </summary>
public sealed class FunctionNames(int capacity = 16_384)
{
    /// <summary>Three segments of the longest legal length, their slashes, and a leading one.</summary>
    public const int MaxLength = 3 * EntityName.MaxLength + 3;

    private readonly ConcurrentDictionary<string, FunctionId> _known = new(StringComparer.Ordinal);

    /// <summary>Reads a qualified name; <see langword="false"/> when it is none.</summary>
    public bool TryGet(ReadOnlySpan<byte> utf8, out FunctionId function)
    {
        function = default;
        if (utf8.Length > MaxLength) return false;

        Span<char> name = stackalloc char[MaxLength];
        if (Utf8.ToUtf16(utf8, name, out _, out var length, replaceInvalidSequences: false)
            != OperationStatus.Done) return false;
        name = name[..length];

        if (_known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out function)) return true;
        if (!name.Contains('/') || !FunctionId.TryParse(name.ToString(), "_", out function)) return false;
        if (_known.Count < capacity) _known.TryAdd(name.ToString(), function);
        return true;
    }
}
