using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Configuration.Protection;

/// <summary>Section <c>Security</c>: who may do what.</summary>
public sealed record SecuritySection
{
    /// <summary>The file of keys; <c>keys.json</c> in the data directory where none is named.</summary>
    public string? KeysFile { get; init; }

    /// <summary>Whether a node without keys may listen where other machines reach it.</summary>
    public bool Insecure { get; init; }

    /// <summary>What is wrong, one sentence each that names the key, its value and what would be right.</summary>
    public IEnumerable<string> Problems()
    {
        // Whoever names a file of keys means the node to ask for them; without the file it would be open.
        if (KeysFile is not null && !File.Exists(KeysFile))
            yield return $"Security:KeysFile is '{KeysFile}'; there is no such file. Make it and a key in it with " +
                         $"'{CommandLine.ProgramName} keys add' and the same configuration, or leave the setting out.";
    }
}
