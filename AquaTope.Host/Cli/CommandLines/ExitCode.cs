namespace AquaTope.Host.Cli.CommandLines;

/// <summary>What the process answers its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The run failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line or an input file is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted, after a clean stop: 128 and the number of SIGINT, as shells count.</summary>
    public const int Interrupted = 130;
}
