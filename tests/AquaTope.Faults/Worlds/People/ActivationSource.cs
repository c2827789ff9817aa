using Akka.Actor;
using AquaTope.Actors.Delivery;
using AquaTope.Models;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Testing;

namespace AquaTope.Faults.Worlds.People;

/// <summary>
/// The node's front: accepts activation records under rising numbers and keeps them on disk, which outlives the node.
/// The delivery of each life reads them from there.
/// </summary>
internal sealed class ActivationSource(World world, Variant variant)
{
    private readonly List<SequencedReport> _accepted = [];
    private readonly List<Invocation> _invocations = [];
    private long _next;

    /// <summary>What lies on disk.</summary>
    public ListedReports Log { get; } = new(new ReportSource("spool"));

    /// <summary>Records accepted of a function.</summary>
    public int AcceptedOf(FunctionId function) => _invocations.Count(invocation => invocation.Function == function);

    /// <summary>Plans the load of the seed.</summary>
    public void Plan(TimeSpan until)
    {
        var seed = (long)world.Faults.Seed;
        var bursts = 4 + (int)(StableHash.Of("bursts", seed) % 16);
        for (var i = 0; i < bursts; i++)
        {
            var (number, size) = (i, 1 + (int)(StableHash.Of("burst", seed, i) % 4));
            var function = World.Functions[(int)(StableHash.Of("who", seed, i) % World.FunctionCount)];
            world.Kernel.After(until * StableHash.Unit("when", seed, i), () => Accept(function, number, size));
        }
    }

    /// <summary>What a node does when it starts: everything on disk is handed over again.</summary>
    public void SendAll()
    {
        if (variant == Variant.RetryWithoutIdempotency) Rename();
        if (_accepted.Count > 0) HandOver(_accepted);
    }

    // The broken variant: number and id are what makes a repeated record known.
    private void Rename()
    {
        List<SequencedReport> renamed = [];
        foreach (var report in _accepted)
        {
            var number = ++_next;
            var invocation = ((ActivationReport.Ran)report.Report).Invocation;
            renamed.Add(new SequencedReport(number, new ActivationReport.Ran(
                invocation with { Id = new ActivationId(UInt128.MaxValue - (UInt128)number) })));
        }
        _accepted.Clear();
        Keep(renamed);
    }

    private void Accept(FunctionId function, int burst, int size)
    {
        // While no node runs, nobody accepts anything.
        if (world.Life is not { IsAlive: true }) return;
        List<SequencedReport> reports = [];
        for (var i = 0; i < size; i++)
        {
            var invocation = new Invocation(
                new ActivationId((UInt128)(burst * 100 + i + 1)), function, world.Kernel.Now - TimeSpan.FromSeconds(1),
                TimeSpan.FromMilliseconds(20), TimeSpan.Zero, TimeSpan.FromSeconds(10 + i), ActivationStatus.Success,
                MemorySize.FromMegabytes(256), null);
            _invocations.Add(invocation);
            reports.Add(new SequencedReport(++_next, new ActivationReport.Ran(invocation)));
        }
        world.Kernel.Note($"accepted {size} of {function}");
        Keep(reports);
        HandOver(reports);
    }

    private void Keep(List<SequencedReport> reports)
    {
        if (reports.Count == 0) return;
        _accepted.AddRange(reports);
        Log.Append([.. reports]);
    }

    private void HandOver(List<SequencedReport> reports) => world.Life?.Delivery.Tell(
        new DeliveryProtocol.Deliver(
            [
                .. reports.GroupBy(report => report.Report.Subject)
                    .Select(group => new DeliveryProtocol.FunctionReports(
                    group.Key,
                    [
                        .. group.Select(report => new SequencedInvocation(
                            report.Sequence, ((ActivationReport.Ran)report.Report).Invocation))
                    ]))
            ],
            reports[^1].Sequence),
        ActorRefs.NoSender);
}
