namespace AquaTope.Host.Cli.CommandLines;

/// <summary>Where a verb writes: results to the output, progress and logs to the error stream.</summary>
/// <param name="Output">Results, for people or programs to read.</param>
/// <param name="Error">Everything else.</param>
/// <param name="ErrorIsInteractive">Whether somebody watches the error stream, so that a progress bar makes
/// sense.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, bool ErrorIsInteractive)
{
    /// <summary>The streams of this process.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, !Console.IsErrorRedirected);
}
