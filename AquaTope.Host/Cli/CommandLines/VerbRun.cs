using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace AquaTope.Host.Cli.CommandLines;

/// <summary>One run of a verb: what it was given and where it writes.</summary>
internal sealed class VerbRun
{
    private readonly ParseResult _arguments;
    private readonly JsonTarget? _json;
    private readonly string? _jsonFile;

    /// <exception cref="UsageException">The file that <c>--json</c> names cannot be written.</exception>
    public VerbRun(Verb verb, ParseResult arguments, Terminal terminal, CancellationToken stopping)
    {
        _arguments = arguments;
        var json = arguments.GetValue(verb.Json);
        _json = JsonTarget.Of(json, terminal.Output);
        _jsonFile = json == JsonTarget.StandardOutput ? null : json;
        Seed = arguments.GetValue(verb.Seed);
        Terminal = terminal;
        Stopping = stopping;
        Results = Consoles.ForTables(json == JsonTarget.StandardOutput ? TextWriter.Null : terminal.Output);
        Progress = Consoles.Over(terminal.Error);
    }

    /// <summary>The seed of everything random in this run; a verb prints it and records it in its document.</summary>
    public int Seed { get; }

    /// <summary>Cancelled when the user or the system wants the run to stop.</summary>
    public CancellationToken Stopping { get; }

    public Terminal Terminal { get; }

    /// <summary>Where tables for people go: standard output, or nowhere when a JSON document goes there.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>Where progress goes: standard error.</summary>
    public IAnsiConsole Progress { get; }

    /// <summary>Whether the option stands on the command line.</summary>
    public bool IsGiven(Option option) => _arguments.GetResult(option) is { Implicit: false };

    /// <summary>The value given for an option, or its default.</summary>
    public T? Value<T>(Option<T> option) => _arguments.GetValue(option);

    /// <summary>The value of an argument, or its default where it may be left out and was.</summary>
    public T? Value<T>(Argument<T> argument) => _arguments.GetValue(argument);

    /// <summary>The value of an option that is required or has a default.</summary>
    public T Required<T>(Option<T> option) => _arguments.GetRequiredValue(option);

    /// <summary>The value of an argument that must be given.</summary>
    public T Required<T>(Argument<T> argument) => _arguments.GetRequiredValue(argument);

    /// <summary>
    /// Checks that this run overwrites none of the files that it reads, and writes no file twice, that of
    /// <c>--json</c> included.
    /// </summary>
    /// <param name="read">The options that name files to read, with the paths given.</param>
    /// <param name="written">Those that name files to write; no path where an option was not given.</param>
    /// <exception cref="UsageException">A file is named twice.</exception>
    public void RequireFilesApart(
        IEnumerable<(string Option, string? Path)> read, params IEnumerable<(string Option, string? Path)> written)
    {
        OutputFile.RequireApart(Given(read), Given(written.Append(("--json", _jsonFile))));

        static IEnumerable<(string Option, string Path)> Given(IEnumerable<(string Option, string? Path)> files) =>
            files.Where(file => file.Path is not null)!;
    }

    /// <summary>
    /// Writes the machine-readable result to where <c>--json</c> says; does nothing without that option.
    /// </summary>
    public Task WriteJsonAsync<T>(T document, JsonTypeInfo<T> shape) => WriteJsonAsync(document, shape, Stopping);

    /// <summary>As the other, also of a run that was stopped, where its document tells so.</summary>
    public Task WriteJsonAsync<T>(T document, JsonTypeInfo<T> shape, CancellationToken cancellation) =>
        _json is null ? Task.CompletedTask : _json.WriteAsync(document, shape, cancellation);
}
