using System.Text.Json;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Models.Workflows;

namespace AquaTope.Host.Configuration;

/// <summary>
/// Reads a node's configuration: a JSON file, and environment variables <c>AQUATOPE__SECTION__KEY</c> above it.
/// </summary>
internal static class ConfigurationFile
{
    /// <summary>What variables that are settings begin with.</summary>
    public const string EnvironmentPrefix = "AQUATOPE__";

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
        catch (InvalidOperationException unbound)
        {
            throw new UsageException($"{SourceOf(path)}: {unbound.Message.TrimEnd('.')}", unbound);
        }
        catch (Exception malformed) when (malformed is FormatException or InvalidDataException)
        {
            throw new UsageException($"{SourceOf(path)}: {Malformed(Innermost(malformed))}", malformed);
        }
    }

    /// <summary>Refuses a configuration that cannot work, naming the first problem.</summary>
    /// <exception cref="UsageException">The configuration has a problem.</exception>
    public static NodeConfiguration Checked(NodeConfiguration configuration) =>
        configuration.Problems().FirstOrDefault() is { } problem
            ? throw new UsageException(problem.TrimEnd('.'))
            : configuration;

    /// <summary>The configuration that keys and values stand for.</summary>
    /// <exception cref="UsageException">There is no such key, or its value is of another kind.</exception>
    internal static NodeConfiguration Bound(IConfiguration values) =>
        ConfigurationShape.ProblemOf(values, typeof(NodeConfiguration)) is { } problem
            ? throw new UsageException(problem)
            : values.Get<NodeConfiguration>() ?? new NodeConfiguration();

    private static string SourceOf(string? path) =>
        path is null ? $"environment variables {EnvironmentPrefix}…" : $"--config '{path}'";

    private static string Malformed(Exception problem) =>
        problem is JsonException malformed
        && MalformedJson.Of(malformed) is { Reason: var reason, Line: { } line, Byte: { } position }
            ? $"line {line}, byte {position}: this is no JSON; {reason}"
            : $"{problem.Message.TrimEnd('.')}; it takes one JSON object of settings";

    private static Exception Innermost(Exception exception) =>
        exception.InnerException is { } inner ? Innermost(inner) : exception;
}
