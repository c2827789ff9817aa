using System.Reflection;
using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Configuration;

/// <summary>
/// Reads a node's configuration: a JSON file, and environment variables <c>AQUATOPE__SECTION__KEY</c> above it.
/// </summary>
internal static class ConfigurationFile
{
    private const string EnvironmentPrefix = "AQUATOPE__";

    /// <summary>The file's configuration, or the defaults where none is named.</summary>
    /// <exception cref="UsageException">
    /// No such file, no JSON, an unknown key, or a value of the wrong type.
    /// </exception>
    public static NodeConfiguration Read(string? path)
    {
        if (path is not null && !File.Exists(path))
            throw new UsageException($"--config is '{path}', but there is no such file");
        try
        {
            var builder = new ConfigurationBuilder();
            if (path is not null) builder.AddJsonFile(Path.GetFullPath(path), optional: false, reloadOnChange: false);
            return Bound(builder.AddEnvironmentVariables(EnvironmentPrefix).Build());
        }
        catch (InvalidOperationException wrongType)
        {
            throw new UsageException($"{SourceOf(path)}: {wrongType.Message.TrimEnd('.')}", wrongType);
        }
        catch (Exception malformed) when (malformed is FormatException or InvalidDataException)
        {
            throw new UsageException($"{SourceOf(path)}: {Innermost(malformed).Message}", malformed);
        }
    }

    /// <summary>Refuses a configuration that cannot work, naming the first problem.</summary>
    /// <exception cref="UsageException">The configuration has a problem.</exception>
    public static NodeConfiguration Checked(NodeConfiguration configuration) =>
        configuration.Problems().FirstOrDefault() is { } problem
            ? throw new UsageException(problem.TrimEnd('.'))
            : configuration;

    /// <summary>The configuration that keys and values stand for.</summary>
    /// <exception cref="UsageException">There is no such key.</exception>
    internal static NodeConfiguration Bound(IConfiguration values) =>
        UnknownKey(values, typeof(NodeConfiguration)) is { } unknown
            ? throw new UsageException(unknown)
            : values.Get<NodeConfiguration>() ?? new NodeConfiguration();

    // A misspelled key must not turn into the default.
    private static string? UnknownKey(IConfiguration section, Type type)
    {
        foreach (var child in section.GetChildren())
        {
            var property = type.GetProperty(
                child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is not { CanWrite: true })
                return $"there is no setting '{child.Path}'" +
                       NameSuggestion.For(child.Key, [.. type.GetProperties().Where(known => known.CanWrite)
                           .Select(known => known.Name)]);
            var isSection = property.PropertyType is { IsClass: true } nested
                && nested.Assembly.GetName().Name is { } name
                            && name.StartsWith("AquaTope", StringComparison.OrdinalIgnoreCase);
            if (isSection && UnknownKey(child, property.PropertyType) is { } inner) return inner;
        }
        return null;
    }

    private static string SourceOf(string? path) =>
        path is null ? $"environment variables {EnvironmentPrefix}…" : $"--config '{path}'";

    private static Exception Innermost(Exception exception) =>
        exception.InnerException is { } inner ? Innermost(inner) : exception;
}
