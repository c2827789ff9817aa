using AquaTope.Actors.Tests.Journaling;
using AquaTope.Actors.Wire;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Guards;
using AquaTope.Models.Platform.Snapshots;
using AquaTope.Models.Platform.Wishes;
using FsCheck.Xunit;

namespace AquaTope.Actors.Tests.Platform;

/// <summary>
/// A snapshot at any point of any journal, and the facts after it, come to what all facts come to. Everything that a
/// state holds is compared, down to its fields, so that what is added to a state and not to its snapshot is found.
/// </summary>
public sealed class GatewaySnapshotSpecs
{
    // What a gateway asks anew, or is configured with. No fact of the journal makes anything of these.
    private static readonly string[] NotJournaled =
        ["Platform", "Managed", "Circuit", "StemCellWatch", "Mode", "Guards"];

    private static readonly GuardOptions Guards = new() { LargestStep = 2 };

    [Property(MaxTest = 400)]
    public void A_snapshot_and_the_facts_after_it_come_to_what_all_facts_come_to(int seed, byte before, byte after)
    {
        var facts = new GatewayFacts(seed).Take(before + after);
        var whole = facts.Aggregate(Empty(), (state, fact) => state.Apply(fact));

        var half = facts.Take(before).Aggregate(Empty(), (state, fact) => state.Apply(fact));
        var restored = ReadBack(GatewaySnapshot.Of(half)).ToState(OperatingMode.Enforce, Guards);
        var whether = facts.Skip(before).Aggregate(restored, (state, fact) => state.Apply(fact));

        StateText.Of(restored).ShouldBe(StateText.Of(half));
        StateText.Of(whether).ShouldBe(StateText.Of(whole));
    }

    [Fact]
    public void The_facts_tried_are_of_every_journaled_kind()
    {
        var tried = new GatewayFacts(1).Take(2_000).Select(fact => fact.GetType()).ToHashSet();
        var journaled = typeof(GatewayEvent).GetNestedTypes()
            .Where(type => AquaTopeWire.Table.Types.Contains(type));

        journaled.Except(tried).ShouldBeEmpty("have GatewayFacts make some, so that snapshots are tried with them");
    }

    [Fact]
    public void The_facts_tried_change_everything_that_is_journaled()
    {
        var empty = StateText.PartsOf(Empty());
        var function = StateText.PartsOf(WishedFunction.Unknown);
        var states = Enumerable.Range(1, 20).Select(seed => new GatewayFacts(seed).Take(60)
            .Aggregate(Empty(), (state, fact) => state.Apply(fact))).ToList();

        empty.Keys.Where(name => states.All(state => StateText.PartsOf(state)[name] == empty[name]))
            .ShouldBe(NotJournaled, ignoreOrder: true);
        function.Keys.Where(name => states.SelectMany(state => state.Functions.Values)
                .All(known => StateText.PartsOf(known)[name] == function[name]))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Of_the_same_state_the_same_bytes_are_written()
    {
        var facts = new GatewayFacts(7).Take(300);
        var state = facts.Aggregate(Empty(), (known, fact) => known.Apply(fact));
        var written = Row.Write(GatewaySnapshot.Of(state));

        Row.Write(GatewaySnapshot.Of(ReadBack(GatewaySnapshot.Of(state)).ToState(OperatingMode.Enforce, Guards)))
            .ShouldBe(written);
    }

    [Fact]
    public void Under_narrower_guards_what_was_wished_is_bound_by_them()
    {
        var facts = new GatewayFacts(3).Take(200);
        var wide = facts.Aggregate(GatewayState.Empty(OperatingMode.Enforce), (state, fact) => state.Apply(fact));
        var narrow = new GuardOptions { AllFunctions = new FunctionGuard { MaximumMemoryMb = 128 } };

        var restored = ReadBack(GatewaySnapshot.Of(wide)).ToState(OperatingMode.Enforce, narrow);

        var wished = restored.Lanes.Values.Select(lane => lane.Desired).OfType<PlatformChange.SetLimits>().ToList();
        wished.ShouldNotBeEmpty();
        wished.ShouldAllBe(limits => limits.Resources.Memory.Megabytes == 128);
    }

    private static WireRow Row => AquaTopeWire.Table.RowOf(typeof(GatewaySnapshot));

    private static GatewayState Empty() => GatewayState.Empty(OperatingMode.Enforce, Guards);

    private static GatewaySnapshot ReadBack(GatewaySnapshot snapshot) => (GatewaySnapshot)Row.Read(Row.Write(snapshot));
}
