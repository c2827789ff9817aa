namespace AquaTope.Models.Identity;

/// <summary>
/// A function's fully qualified name on the platform, <c>namespace/name</c> or <c>namespace/package/name</c>.
/// </summary>
public readonly record struct FunctionId
{
    private readonly string? _value;

    /// <summary>The namespace of a bare name.</summary>
    public const string StandardNamespace = "guest";

    private FunctionId(string value) => _value = value;

    /// <summary>The qualified name without a leading slash. Throws for <c>default</c>, which names nothing.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A default FunctionId names no function.");

    /// <summary>The part before the first slash.</summary>
    public string Namespace => Value[..Value.IndexOf('/')];

    /// <summary>The part after the namespace: <c>name</c> or <c>package/name</c>.</summary>
    public string Path => Value[(Value.IndexOf('/') + 1)..];

    /// <summary>
    /// Reads <c>/ns/name</c>, <c>ns/name</c> or <c>ns/pkg/name</c>; a bare name gets
    /// <paramref name="defaultNamespace"/>.
    /// </summary>
    /// <exception cref="FormatException">The name is empty, too long, or has empty or illegal segments.</exception>
    public static FunctionId Parse(string text, string defaultNamespace = StandardNamespace) =>
        TryParse(text, defaultNamespace, out var id)
            ? id
            : throw new FormatException(
                $"'{text}' is no function name; expected namespace/name or namespace/package/name, " +
                $"segments of letters, digits, '_', '-', '.', '@', '&' and inner spaces.");

    /// <summary>As <see cref="Parse"/>, answering <see langword="false"/> instead of throwing.</summary>
    public static bool TryParse(string? text, string defaultNamespace, out FunctionId id)
    {
        id = default;
        if (string.IsNullOrEmpty(text)) return false;

        var path = text[0] == '/' ? text[1..] : text;
        var segments = path.Split('/');
        if (segments.Length == 1) segments = [defaultNamespace, segments[0]];
        if (segments.Length > 3 || !segments.All(EntityName.IsValid)) return false;
        if (segments[0] == "_") segments[0] = defaultNamespace;

        id = new FunctionId(string.Join('/', segments));
        return true;
    }

    public override string ToString() => _value ?? "(none)";
}
