namespace AquaTope.Host.Configuration.Protection;

/// <summary>Section <c>Security</c>: who may do what.</summary>
public sealed record SecuritySection
{
    /// <summary>The file of keys; <c>keys.json</c> in the data directory where none is named.</summary>
    public string? KeysFile { get; init; }

    /// <summary>Whether a node without keys may listen where other machines reach it.</summary>
    public bool Insecure { get; init; }
}
