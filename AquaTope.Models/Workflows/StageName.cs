namespace AquaTope.Models.Workflows;

/// <summary>A stage's name, unique within its workflow.</summary>
public readonly record struct StageName(string Value)
{
    public override string ToString() => Value ?? "(none)";
}
