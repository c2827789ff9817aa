namespace AquaTope.Models.Identity;

/// <summary>A workflow's name, unique in the catalog.</summary>
public readonly record struct WorkflowId
{
    private readonly string? _value;

    private WorkflowId(string value) => _value = value;

    /// <summary>The name. Throws for <c>default</c>, which names nothing.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A default WorkflowId names no workflow.");

    /// <summary>Accepts one OpenWhisk name segment.</summary>
    /// <exception cref="FormatException">The name breaks the platform's rule for a segment.</exception>
    public static WorkflowId Parse(string text) =>
        TryParse(text, out var id)
            ? id
            : throw new FormatException(
                $"'{text}' is no workflow name; expected 1 to {EntityName.MaxLength} letters, digits, " +
                "'_', '-', '.', '@', '&' and inner spaces.");

    /// <summary>As <see cref="Parse"/>, answering <see langword="false"/> instead of throwing.</summary>
    public static bool TryParse(string? text, out WorkflowId id)
    {
        var valid = text is not null && EntityName.IsValid(text);
        id = valid ? new WorkflowId(text!) : default;
        return valid;
    }

    public override string ToString() => _value ?? "(none)";
}
