using System.CommandLine;
using AquaTope.Faults.Running;
using AquaTope.Faults.Worlds;

var from = new Option<ulong>("--from") { Description = "The first seed.", DefaultValueFactory = _ => 1 };
var seeds = new Option<long>("--seeds") { Description = "How many seeds.", DefaultValueFactory = _ => 2000 };
var parallel = new Option<int>("--parallel")
{
    Description = "Threads.",
    DefaultValueFactory = _ => Environment.ProcessorCount
};
var variant = new Option<Variant>("--variant") { Description = "What is broken on purpose, as a test of the test." };
var keep =
    new Option<string?>("--keep") { Description = "The only faults that strike, by their keys, separated by ';'." };
var trace = new Option<bool>("--trace") { Description = "Print everything that happens; one thread." };
var root = new RootCommand("Runs the control plane under seeded schedules of faults and checks what it promises.")
{
    from, seeds, parallel, variant, keep, trace
};
root.SetAction(arguments => arguments.GetValue(trace) || arguments.GetValue(keep) is not null
    ? Replay(arguments)
    : RunMany(arguments));
return root.Parse(args).Invoke();

int RunMany(ParseResult arguments)
{
    var started = TimeProvider.System.GetTimestamp();
    var report = new Campaign(
        arguments.GetValue(from), arguments.GetValue(seeds), arguments.GetValue(parallel), arguments.GetValue(variant))
    {
        Progress = done =>
        {
            if (done % 1000 == 0) Console.Error.WriteLine($"{done:N0} seeds after {Elapsed(started)}");
        }
    }.Run();
    Console.WriteLine(report);
    Console.Error.WriteLine($"in {Elapsed(started)} on {arguments.GetValue(parallel)} threads");
    return report.Failures.Count == 0 ? 0 : 1;
}

int Replay(ParseResult arguments)
{
    var kept = arguments.GetValue(keep)?.Split(';', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
    var runner = SeedRunner.StartOnThisThread();
    var failed = false;
    for (var i = 0L; i < arguments.GetValue(seeds); i++)
    {
        var result = runner.Run(
            arguments.GetValue(from) + (ulong)i, arguments.GetValue(variant), kept,
            arguments.GetValue(trace) ? Console.WriteLine : null);
        failed |= result.Failed;
        Console.WriteLine(result.Failed
            ? CampaignReport.Describe(result)
            : $"seed {result.Seed}: every promise held; {result.Injected.Count} faults, digest {result.Digest:x16}");
    }
    return failed ? 1 : 0;
}

static string Elapsed(long started) => $"{TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s";
