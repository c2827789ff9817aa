using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Platform;

/// <summary>Two invokers that keep the stem cells they are told, as far as there is room.</summary>
internal sealed class PlayedInvokers
{
    private readonly Dictionary<StemCellPlace, int> _ready = [];

    public List<string> Names { get; } = ["invoker0", "invoker1"];

    /// <summary>Those that do not say what they have.</summary>
    public HashSet<string> Silent { get; } = [];

    /// <summary>Stem cells of one pair that an invoker has room for.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>Whether nobody at all can be asked.</summary>
    public bool IsUnknown { get; set; }

    /// <summary>What an invoker has ready of <c>nodejs:20</c> in containers of 256 MB.</summary>
    public int this[string invoker]
    {
        get => _ready.GetValueOrDefault(Place(invoker));
        set => _ready[Place(invoker)] = value;
    }

    public static StemCellPlace Place(string invoker) => new(invoker, Gateway.Node, MemorySize.FromMegabytes(256));

    public void Post(IReadOnlyList<StemCellTarget> targets)
    {
        foreach (var level in Levels(targets)) _ready[level.Place] = Math.Min(level.Told, Room);
    }

    public StemCellLookup LookAt(IReadOnlyList<StemCellTarget> targets) => IsUnknown
        ? new StemCellLookup.Unknown("no invokers are configured")
        : new StemCellLookup.Seen([.. Levels(targets)]);

    private IEnumerable<StemCellLevel> Levels(IReadOnlyList<StemCellTarget> targets) =>
        from name in Names
        from target in targets
        let place = new StemCellPlace(name, target.Kind, target.Memory)
        select new StemCellLevel(
            place, (target.Count + Names.Count - 1) / Names.Count,
            Silent.Contains(name) ? null : _ready.GetValueOrDefault(place));
}
