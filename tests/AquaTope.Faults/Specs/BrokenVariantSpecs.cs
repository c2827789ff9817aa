using AquaTope.Faults.Running;
using AquaTope.Faults.Worlds;

namespace AquaTope.Faults.Specs;

/// <summary>A test of the test: what is broken on purpose is found.</summary>
public sealed class BrokenVariantSpecs
{
    private const int Seeds = 500;

    [Fact]
    public void An_answer_before_the_write_is_caught_as_a_lost_wish() =>
        Caught(Variant.ReplyBeforePersist).ShouldContain("wishes are not lost");

    [Fact]
    public void A_retry_that_nobody_can_know_again_is_caught_as_counted_twice() =>
        Caught(Variant.RetryWithoutIdempotency).ShouldContain("activations are counted once");

    [Fact]
    public void Two_gateways_without_a_fence_are_caught_as_two() =>
        Caught(Variant.NoFencing).ShouldContain("one gateway at a time");

    [Fact]
    public void Orders_whose_late_copies_nobody_can_tell_are_caught_as_a_halt_that_stays() =>
        Caught(Variant.OrdersWithoutVersion).ShouldContain("the platform converges");

    [Fact]
    public void A_gateway_that_forgets_the_pace_of_the_guards_is_caught_as_too_quick() =>
        Caught(Variant.NoPace).ShouldContain("the pace of the guards");

    [Fact]
    public void A_gateway_that_forgets_the_steps_of_the_guards_is_caught_as_too_bold() =>
        Caught(Variant.NoSteps).ShouldContain("the steps of the guards");

    [Fact]
    public void Trials_that_the_gateway_does_not_hear_of_are_caught_as_taken_for_changes_by_hand() =>
        Caught(Variant.SilentTrials).ShouldContain("what a trial leaves is put back");

    [Fact]
    public void A_client_that_never_posts_again_what_it_posted_last_is_caught_as_stem_cells_that_stay_lost() =>
        Caught(Variant.PostsOnlyOnce).ShouldContain("the platform converges");

    private static IEnumerable<string> Caught(Variant variant) =>
        new Campaign(1, Seeds, 1, variant) { FailuresToStop = 1, Shrinks = false }.Run().Failures
            .SelectMany(failure => failure.Violations).Select(violation => violation.Invariant);
}
