using Xunit;

namespace AquaTope.Testing;

/// <summary>
/// Measured traces and reference values that lie in a folder named <c>shared</c> beside the checkout. A test that needs
/// one is a <see cref="SkippableFactAttribute"/> and says it was skipped where the folder is absent.
/// </summary>
public static class SharedData
{
    /// <summary>The path of a file below the folder; skips the calling test when it is not there.</summary>
    public static string Require(string relativePath)
    {
        var path = Find(relativePath);
        Skip.If(path is null, $"shared/{relativePath} does not lie beside the checkout.");
        return path!;
    }

    /// <summary>The path of a file below the folder, or <see langword="null"/>.</summary>
    public static string? Find(string relativePath)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", relativePath);
            if (File.Exists(candidate)) return candidate;
        }
        return null;
    }
}
