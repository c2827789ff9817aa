using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace AquaTope.Host.Tests.Deployment;

/// <summary>A YAML document, walked by names; merges (<c>&lt;&lt;</c>) are carried out.</summary>
internal sealed class YamlTree
{
    private readonly string _path;
    private readonly object? _value;

    private YamlTree(string path, object? value) => (_path, _value) = (path, value);

    /// <summary>The scalar here.</summary>
    public string Text => _value as string ?? throw new InvalidOperationException($"{_path} is no scalar.");

    /// <summary>The list here.</summary>
    public IReadOnlyList<YamlTree> Items => _value is List<object> list
        ? [.. list.Select((item, index) => new YamlTree($"{_path}[{index}]", item))]
        : throw new InvalidOperationException($"{_path} is no list.");

    /// <summary>The mapping here, in its order.</summary>
    public IReadOnlyList<KeyValuePair<string, YamlTree>> Entries =>
        [.. Map.Select(pair => KeyValuePair.Create((string)pair.Key, new YamlTree($"{_path}.{pair.Key}", pair.Value)))];

    /// <summary>What stands under a name.</summary>
    public YamlTree this[string name] => Map.TryGetValue(name, out var value)
        ? new YamlTree($"{_path}.{name}", value)
        : throw new KeyNotFoundException($"There is no {_path}.{name}.");

    private Dictionary<object, object> Map =>
        _value as Dictionary<object, object> ?? throw new InvalidOperationException($"{_path} is no mapping.");

    /// <summary>Every document of a file.</summary>
    public static IReadOnlyList<YamlTree> ReadAll(string text)
    {
        var parser = new MergingParser(new Parser(new StringReader(text)));
        var deserializer = new DeserializerBuilder().Build();
        var documents = new List<YamlTree>();
        parser.Consume<YamlDotNet.Core.Events.StreamStart>();
        while (parser.Accept<YamlDotNet.Core.Events.DocumentStart>(out _))
            documents.Add(new YamlTree("", deserializer.Deserialize<object>(parser)));
        return documents;
    }

    public bool Has(string name) => Map.ContainsKey(name);

    /// <summary>The whole tree as text, in its order.</summary>
    public override string ToString() => new SerializerBuilder().Build().Serialize(_value ?? "");
}
