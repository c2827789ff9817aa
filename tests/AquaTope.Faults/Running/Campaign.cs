using AquaTope.Faults.Schedule;
using AquaTope.Faults.Worlds;

namespace AquaTope.Faults.Running;

/// <summary>Runs many seeds on several threads, each with an actor system of its own.</summary>
/// <param name="from">The first seed.</param>
/// <param name="count">How many.</param>
/// <param name="threads">Threads.</param>
/// <param name="variant">What is broken on purpose.</param>
internal sealed class Campaign(ulong from, long count, int threads, Variant variant)
{
    // What an actor system gathers over its life does not grow beyond what so many seeds leave.
    private const int SeedsOfASystem = 2000;

    private readonly Lock _lock = new();
    private readonly List<SeedResult> _failures = [];
    private readonly long[] _byKind = new long[Enum.GetValues<FaultKind>().Length];
    private long _next;
    private long _done;
    private long _steps;
    private ulong _digest;

    /// <summary>Failing seeds after which no others are begun.</summary>
    public int FailuresToStop { get; init; } = 10;

    /// <summary>Whether a failing seed is run again with ever fewer faults.</summary>
    public bool Shrinks { get; init; } = true;

    /// <summary>Told of every seed that is done.</summary>
    public Action<long>? Progress { get; init; }

    public CampaignReport Run()
    {
        Exception? defect = null;
        var workers = Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            try
            {
                Work();
            }
            catch (Exception cause)
            {
                defect = cause;
            }
        }, 16 << 20)
        { Name = $"seeds {number}" }).ToList();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        if (defect is not null) throw new InvalidOperationException("The simulation itself broke down.", defect);
        return new CampaignReport(
            _done, _steps, _digest, [.. _failures.OrderBy(failure => failure.Seed)],
            Enum.GetValues<FaultKind>().ToDictionary(kind => kind, kind => _byKind[(int)kind]));
    }

    private void Work()
    {
        while (IsMore())
        {
            var runner = SeedRunner.StartOnThisThread();
            for (var i = 0; i < SeedsOfASystem && IsMore(); i++)
            {
                var number = Interlocked.Increment(ref _next) - 1;
                if (number >= count) break;
                var result = runner.Run(from + (ulong)number, variant);
                Add(result, result.Failed && Shrinks ? Shrinker.Shrink(runner, result, variant) : result);
            }
            runner.Stop();
        }
    }

    private bool IsMore()
    {
        lock (_lock) return Interlocked.Read(ref _next) < count && _failures.Count < FailuresToStop;
    }

    private void Add(SeedResult result, SeedResult shrunk)
    {
        lock (_lock)
        {
            _done++;
            _steps += result.Steps;
            _digest ^= result.Digest;
            foreach (var fault in result.Injected) _byKind[(int)fault.Kind]++;
            if (result.Failed) _failures.Add(shrunk);
            Progress?.Invoke(_done);
        }
    }
}
