using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AquaTope.Models.Forecasting.Neural.Storage;

/// <summary>
/// Files of named arrays in the safetensors format, which other tools read: the length of a JSON header as eight bytes,
/// the header with each array's type, shape and place, and the values, all little-endian. Metadata are strings by name.
/// </summary>
internal static class SafeTensors
{
    private const string Metadata = "__metadata__";
    private const string SinglePrecision = "F32";

    /// <summary>The longest header there may be; a length beyond it is damage, not a header.</summary>
    private const long LongestHeader = 100_000_000;

    /// <summary>The file's bytes.</summary>
    public static byte[] Write(IReadOnlyList<NamedArray> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new JsonObject
        {
            [Metadata] = new JsonObject(
                metadata.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)))
        };
        long end = 0;
        foreach (var array in arrays)
        {
            var begin = end;
            end += array.Values.Length * sizeof(float);
            header[array.Name] = new JsonObject
            {
                ["dtype"] = SinglePrecision,
                ["shape"] = new JsonArray([.. array.Shape.Select(size => (JsonNode?)size)]),
                ["data_offsets"] = new JsonArray(begin, end)
            };
        }

        var text = JsonSerializer.SerializeToUtf8Bytes<JsonNode>(header);
        var file = new byte[sizeof(long) + text.Length + end];
        BinaryPrimitives.WriteInt64LittleEndian(file, text.Length);
        text.CopyTo(file, sizeof(long));
        var at = sizeof(long) + text.Length;
        foreach (var array in arrays)
        {
            var bytes = MemoryMarshal.AsBytes(array.Values.AsSpan());
            bytes.CopyTo(file.AsSpan(at));
            at += bytes.Length;
        }
        return file;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFolderException">The bytes are no such file; the message goes on from its
    /// name.</exception>
    public static (IReadOnlyDictionary<string, NamedArray> Arrays, IReadOnlyDictionary<string, string> Metadata) Read(
        ReadOnlySpan<byte> file)
    {
        try
        {
            var length = BinaryPrimitives.ReadInt64LittleEndian(file);
            if (length is < 0 or > LongestHeader) throw new FormatException($"a header of {length} bytes");
            var header = JsonNode.Parse(file.Slice(sizeof(long), (int)length))!.AsObject();
            var values = file[(sizeof(long) + (int)length)..];
            var metadata = header[Metadata]!.AsObject()
                .ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>());
            var arrays = new Dictionary<string, NamedArray>();
            foreach (var (name, entry) in header)
                if (name != Metadata)
                    arrays.Add(name, ReadArray(name, entry!.AsObject(), values));
            return (arrays, metadata);
        }
        catch (Exception damage) when (damage is JsonException or FormatException or ArgumentException
                                           or InvalidOperationException or NullReferenceException)
        {
            throw new ModelFolderException($"is damaged: {damage.Message}", damage);
        }
    }

    private static NamedArray ReadArray(string name, JsonObject entry, ReadOnlySpan<byte> values)
    {
        if (entry["dtype"]!.GetValue<string>() != SinglePrecision)
            throw new FormatException($"'{name}' is not in single precision");
        var shape = entry["shape"]!.AsArray().Select(size => size!.GetValue<long>()).ToArray();
        var (begin, end) = (entry["data_offsets"]![0]!.GetValue<int>(), entry["data_offsets"]![1]!.GetValue<int>());
        var array = new float[shape.Aggregate(1L, (product, size) => checked(product * size))];
        if (end - begin != array.LongLength * sizeof(float)) throw new FormatException($"'{name}' has another length");
        values[begin..end].CopyTo(MemoryMarshal.AsBytes(array.AsSpan()));
        return new NamedArray(name, shape, array);
    }
}
