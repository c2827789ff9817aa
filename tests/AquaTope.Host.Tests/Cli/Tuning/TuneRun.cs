using System.Text.Json;
using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Tests.Cli.Tuning;

/// <summary>Runs of <c>tune</c>.</summary>
internal static class TuneRun
{
    public static Task<CommandLineRun> OfAsync(params string[] options) =>
        CommandLineRun.OfAsync(["tune", .. options]);

    /// <summary>The document of a run that is to succeed.</summary>
    public static async Task<JsonElement> DocumentAsync(params string[] options)
    {
        var run = await OfAsync([.. options, "--json", "-"]);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        using var document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }
}
