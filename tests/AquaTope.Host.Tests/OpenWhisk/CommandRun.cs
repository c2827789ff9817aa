using System.ComponentModel;
using System.Diagnostics;

namespace AquaTope.Host.Tests.OpenWhisk;

/// <summary>A program that was run to its end.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs a program; skips the calling test where there is none of that name.</summary>
    public static async Task<CommandRun> OfAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Started(start);
        Skip.If(process is null, $"{program} is not installed.");
        var output = process!.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandRun(process.ExitCode, await output, await errors);
    }

    private static Process? Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
