namespace AquaTope.Faults.Worlds;

/// <summary>A promise that was broken.</summary>
/// <param name="Invariant">Which one.</param>
/// <param name="What">How, with the numbers.</param>
internal sealed record Violation(string Invariant, string What)
{
    public override string ToString() => $"{Invariant}: {What}";
}
