using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AquaTope.Host.Cli.CommandLines;

/// <summary>
/// Where <c>--json</c> puts the document. A file appears whole or not at all, and that it can be written is checked
/// before the run, not after it.
/// </summary>
internal sealed class JsonTarget
{
    /// <summary>The file name that stands for standard output.</summary>
    public const string StandardOutput = "-";

    private readonly string _path;
    private readonly TextWriter _output;

    private JsonTarget(string path, TextWriter output)
    {
        _path = path;
        _output = output;
    }

    /// <summary>The target of that option value; <see langword="null"/> when the option was not given.</summary>
    /// <exception cref="UsageException">The file cannot be written there.</exception>
    public static JsonTarget? Of(string? path, TextWriter output)
    {
        if (path is null) return null;
        if (path != StandardOutput) OutputFile.Check("--json", path);
        return new JsonTarget(path, output);
    }

    public Task WriteAsync<T>(T document, JsonTypeInfo<T> shape, CancellationToken cancellation)
    {
        var text = JsonSerializer.Serialize(document, shape) + '\n';
        return _path == StandardOutput
            ? _output.WriteAsync(text)
            : OutputFile.WriteAsync(_path, writer => writer.WriteAsync(text), cancellation);
    }
}
