using AquaTope.Actors.Functions;
using AquaTope.Models;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Faults.Worlds;

/// <summary>
/// The node's front: accepts activation records under rising numbers, keeps them on disk, sends them to their functions,
/// and sends all of them again after a restart.
/// </summary>
internal sealed class ActivationSource(World world, Variant variant)
{
    private static readonly ReportSource Spool = new("spool");
    private readonly List<SequencedInvocation> _spool = [];
    private long _next;

    /// <summary>Records accepted of a function.</summary>
    public int AcceptedOf(FunctionId function) => _spool.Count(record => record.Invocation.Function == function);

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

    /// <summary>What a node does when it starts: everything on disk goes out again.</summary>
    public void SendAll()
    {
        foreach (var records in _spool.GroupBy(record => record.Invocation.Function))
            Send(records.Key, [.. records.Select(Renumber)]);
    }

    private void Accept(FunctionId function, int burst, int size)
    {
        List<SequencedInvocation> records = [];
        for (var i = 0; i < size; i++)
            records.Add(new SequencedInvocation(++_next, new Invocation(
                new ActivationId((UInt128)(burst * 100 + i + 1)), function, world.Kernel.Now - TimeSpan.FromSeconds(1),
                TimeSpan.FromMilliseconds(20), TimeSpan.Zero, TimeSpan.FromSeconds(10 + i), ActivationStatus.Success,
                MemorySize.FromMegabytes(256), null)));
        _spool.AddRange(records);
        world.Kernel.Note($"accepted {size} of {function}");
        Send(function, records);
    }

    // The broken variant: number and id are what makes a repeated record known.
    private SequencedInvocation Renumber(SequencedInvocation record)
    {
        if (variant != Variant.RetryWithoutIdempotency) return record;
        var number = ++_next;
        return new SequencedInvocation(
            number, record.Invocation with { Id = new ActivationId(UInt128.MaxValue - (UInt128)number) });
    }

    private void Send(FunctionId function, IReadOnlyList<SequencedInvocation> records) =>
        world.ToFunctions(new FunctionProtocol.RecordInvocations(function, Spool, 0, records));
}
