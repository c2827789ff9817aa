using AquaTope.Models.Quantities;

namespace AquaTope.Benchmarks.Persistence;

/// <summary>
/// How many functions a second a node brings back that finds a day of their history in its journal: from the start of
/// its process to the decision of the last function about the window after that day.
/// </summary>
internal sealed class RecoveryRate(BenchmarkDatabase database, int seed)
{
    private const int Functions = 10_000;
    private const double MostSeconds = 30;

    public async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        var today = WindowLength.OneMinute.IndexOf(TimeProvider.System.GetUtcNow());
        var history = new HistoryFill(database, seed, Functions, today.Previous.Previous);
        await history.WriteAsync();
        var bytes = database.Bytes();

        var recovery = await RecoveringProcess.StartAsync(database, Functions);

        Console.Error.WriteLine(
            $"{Functions:N0} functions with {history.Events:N0} events back after {recovery.Seconds:0.0} s, "
            + $"{recovery.ProcessorSeconds:0.0} s of processor time; the journal takes {bytes / 1e6:N0} MB, "
            + $"{(double)bytes / history.Events:0} bytes an event");
        return
        [
            new Measurement(
                $"{database.Name}: functions back and deciding", Functions / recovery.Seconds, "functions/s",
                Functions / MostSeconds)
        ];
    }
}
