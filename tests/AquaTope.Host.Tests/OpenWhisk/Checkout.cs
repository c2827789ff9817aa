namespace AquaTope.Host.Tests.OpenWhisk;

/// <summary>Files of the repository that are not part of an assembly.</summary>
internal static class Checkout
{
    /// <summary>The path of a file, given from the repository's root.</summary>
    public static string PathOf(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AquaTope.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of the repository.");
        return Path.Combine(folder.FullName, file);
    }
}
