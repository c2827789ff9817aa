using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AquaTope.Actors.Wire;

/// <summary>
/// One shape on the wire or in the journal: a manifest that is never renamed or reused, and how to read and write it.
/// </summary>
public abstract class WireRow
{
    private WireRow(string manifest, Type type)
    {
        Manifest = manifest;
        Type = type;
    }

    /// <summary><c>area.shape.version</c>; written beside every payload.</summary>
    public string Manifest { get; }

    /// <summary>The type that reading yields.</summary>
    public Type Type { get; }

    /// <summary>Whether values of <see cref="Type"/> are written in this shape; retired shapes are only read.</summary>
    public abstract bool IsCurrent { get; }

    public abstract byte[] Write(object value);

    public abstract object Read(ReadOnlySpan<byte> json);

    /// <summary>The shape in which values are written today.</summary>
    public static WireRow Current<T>(string manifest, JsonTypeInfo<T> shape)
        where T : notnull => new CurrentRow<T>(manifest, shape);

    /// <summary>
    /// As <see cref="Current{T}(string, JsonTypeInfo{T})"/>, for a type whose JSON goes through a shape of its own.
    /// </summary>
    public static WireRow Current<T, TShape>(
        string manifest, JsonTypeInfo<TShape> shape, Func<T, TShape> toShape, Func<TShape, T> fromShape)
        where T : notnull
        where TShape : notnull => new ShapedRow<T, TShape>(manifest, shape, toShape, fromShape);

    /// <summary>A shape of the past, read forever and lifted to today's.</summary>
    public static WireRow Retired<TOld, TNew>(string manifest, JsonTypeInfo<TOld> shape, Func<TOld, TNew> upcast)
        where TOld : notnull
        where TNew : notnull => new RetiredRow<TOld, TNew>(manifest, shape, upcast);

    private static T ReadAs<T>(string manifest, ReadOnlySpan<byte> json, JsonTypeInfo<T> shape) =>
        JsonSerializer.Deserialize(json, shape) ?? throw new JsonException($"{manifest} holds null.");

    private sealed class CurrentRow<T>(string manifest, JsonTypeInfo<T> shape) : WireRow(manifest, typeof(T))
        where T : notnull
    {
        public override bool IsCurrent => true;

        public override byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes((T)value, shape);

        public override object Read(ReadOnlySpan<byte> json) => ReadAs(Manifest, json, shape);
    }

    private sealed class ShapedRow<T, TShape>(
        string manifest, JsonTypeInfo<TShape> shape, Func<T, TShape> toShape, Func<TShape, T> fromShape)
        : WireRow(manifest, typeof(T))
        where T : notnull
        where TShape : notnull
    {
        public override bool IsCurrent => true;

        public override byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(toShape((T)value), shape);

        public override object Read(ReadOnlySpan<byte> json) => fromShape(ReadAs(Manifest, json, shape));
    }

    private sealed class RetiredRow<TOld, TNew>(string manifest, JsonTypeInfo<TOld> shape, Func<TOld, TNew> upcast)
        : WireRow(manifest, typeof(TNew))
        where TOld : notnull
        where TNew : notnull
    {
        public override bool IsCurrent => false;

        public override byte[] Write(object value) =>
            throw new InvalidOperationException($"{Manifest} is retired and no longer written.");

        public override object Read(ReadOnlySpan<byte> json) => upcast(ReadAs(Manifest, json, shape));
    }
}
