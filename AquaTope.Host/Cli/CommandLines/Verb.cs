using System.CommandLine;

namespace AquaTope.Host.Cli.CommandLines;

/// <summary>
/// One verb of the command line. A subclass adds its options in its constructor and does its work in
/// <see cref="RunAsync"/>; it stands in the list of <see cref="CommandLine"/>.
/// </summary>
internal abstract class Verb : Command
{
    /// <param name="name">What the user types.</param>
    /// <param name="description">What it does; help shows it.</param>
    /// <param name="examples">Whole command lines, without the program's name, that help shows.</param>
    protected Verb(string name, string description, params IReadOnlyList<string> examples) : base(name, description)
    {
        Examples = examples;
        Add(Seed);
        Add(Json);
    }

    /// <summary>Command lines that help shows, without the program's name.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>The seed that every verb takes.</summary>
    public Option<int> Seed { get; } = VerbOption.WholeNumber(
        "--seed", "The seed of everything random; the same seed gives the same result.", 0, int.MaxValue, 1);

    /// <summary>Where the machine-readable result goes.</summary>
    public Option<string?> Json { get; } = new("--json")
    {
        HelpName = "FILE",
        Description = "Write the result as one JSON document to FILE; '-' is standard output, which gets nothing else."
    };

    /// <summary>
    /// Does the work. Throws <see cref="UsageException"/> for the user's mistakes and lets
    /// <see cref="OperationCanceledException"/> through once it has stopped cleanly.
    /// </summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public abstract Task<int> RunAsync(VerbRun run);
}
