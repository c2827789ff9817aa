using AquaTope.Models.Delivery;

namespace AquaTope.Models.Tests.Delivery;

public sealed class LogReleaseSpecs
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20_000);

    private readonly LogRelease _release = new(TimeSpan.FromSeconds(30));

    [Fact]
    public void What_is_old_and_in_the_journal_may_go()
    {
        Through(0, taken: 10, journaled: 0).ShouldBeNull();
        Through(20, taken: 20, journaled: 20).ShouldBeNull("it is too young");
        Through(30, taken: 30, journaled: 25).ShouldBe(10);
        Through(31, taken: 30, journaled: 25).ShouldBeNull("that has gone");
        Through(60, taken: 40, journaled: 25).ShouldBe(25);
        Through(90, taken: 40, journaled: 40).ShouldBe(40);
    }

    private long? Through(double second, long taken, long journaled) =>
        _release.Through(Start.AddSeconds(second), taken, journaled);
}
