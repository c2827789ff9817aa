using System.Globalization;
using AquaTope.Models.Simulation.Experiments;

namespace AquaTope.Host.Cli.Simulating;

/// <summary>The result of <c>simulate</c> for each policy and application, as comma-separated values.</summary>
internal static class SimulatePerApp
{
    /// <summary>Writes a line for each of the first policies of the report and each application.</summary>
    public static async Task WriteAsync(TextWriter writer, ReplayReport report, int policies)
    {
        await writer.WriteLineAsync("policy,app,coldStarts,allocatedGbSeconds,usedGbSeconds");
        foreach (var contender in report.Contenders.Take(policies))
            foreach (var (demand, outcome) in report.Apps.Zip(contender.Apps))
                await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{contender.Name},{demand.App},{outcome.ColdStarts},{outcome.AllocatedGigabyteSeconds:R}," +
                    $"{demand.UsedGigabyteSeconds:R}"));
    }
}
