using System.Collections.Immutable;
using System.Text.Json;

namespace AquaTope.Host.Emulation.Entities;

/// <summary>
/// One parameter or annotation. <see cref="Init"/> marks a parameter that is handed over at initialization.
/// </summary>
internal sealed record Property(string Key, JsonElement Value, bool Init = false);

/// <summary>
/// Parameters or annotations: keys with JSON values of any shape, each key once, in the order first given.
/// </summary>
internal sealed class PropertyList(ImmutableArray<Property> properties)
{
    public static PropertyList Empty { get; } = new([]);

    public ImmutableArray<Property> Properties { get; } = properties;

    public JsonElement? Find(string key)
    {
        foreach (var property in Properties)
            if (property.Key == key)
                return property.Value;
        return null;
    }

    /// <summary>
    /// Whether the key has a value that counts as true: anything but <c>false</c>, <c>0</c>, <c>""</c> and <c>null</c>.
    /// </summary>
    public bool IsTruthy(string key) => Find(key) is { } value && value.ValueKind switch
    {
        JsonValueKind.False or JsonValueKind.Null or JsonValueKind.Undefined => false,
        JsonValueKind.Number => value.GetDouble() != 0,
        JsonValueKind.String => value.GetString() != "",
        _ => true
    };

    /// <summary>This list with the key set to the value, in its old place if it had one.</summary>
    public PropertyList With(string key, JsonElement value) => Overlay(new([new Property(key, value)]));

    /// <summary>This list with the other's values put over its own.</summary>
    public PropertyList Overlay(PropertyList other)
    {
        if (other.Properties.IsEmpty) return this;
        var merged = Properties.ToBuilder();
        var positions = new Dictionary<string, int>(merged.Count);
        for (var i = 0; i < merged.Count; i++) positions[merged[i].Key] = i;
        foreach (var property in other.Properties)
            if (positions.TryGetValue(property.Key, out var position))
                merged[position] = property;
            else
            {
                positions[property.Key] = merged.Count;
                merged.Add(property);
            }
        return new PropertyList(merged.ToImmutable());
    }

    public PropertyList Without(IReadOnlyCollection<string> keys) =>
        keys.Count == 0 ? this : new(Properties.RemoveAll(property => keys.Contains(property.Key)));
}
