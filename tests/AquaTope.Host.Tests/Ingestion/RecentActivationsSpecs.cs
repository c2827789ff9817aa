using AquaTope.Host.Ingestion;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Tests.Ingestion;

public sealed class RecentActivationsSpecs
{
    [Fact]
    public void The_oldest_id_is_forgotten_at_the_bound()
    {
        var recent = new RecentActivations(2);
        recent.Add(Id(1)).ShouldBeTrue();
        recent.Add(Id(2)).ShouldBeTrue();
        recent.Add(Id(1)).ShouldBeFalse();
        recent.Add(Id(3)).ShouldBeTrue();

        recent.Contains(Id(1)).ShouldBeFalse();
        recent.Contains(Id(2)).ShouldBeTrue();
        recent.Contains(Id(3)).ShouldBeTrue();
        recent.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(7, 40)]
    [InlineData(100, 130)]
    [InlineData(1000, 5000)]
    public void It_agrees_with_a_plain_queue_and_set(int capacity, int distinct)
    {
        var random = new Random(17);
        var recent = new RecentActivations(capacity);
        var arrivals = new Queue<ActivationId>();
        for (var step = 0; step < 20_000; step++)
        {
            // Low and high bits alike, so that places collide.
            var number = (UInt128)(uint)random.Next(1, distinct);
            var id = new ActivationId(random.Next(2) == 0 ? number : number << 64);
            var isNew = !arrivals.Contains(id);
            if (isNew) arrivals.Enqueue(id);
            if (arrivals.Count > capacity) arrivals.Dequeue();

            recent.Add(id).ShouldBe(isNew);
        }
        recent.Count.ShouldBe(arrivals.Count);
        arrivals.ShouldAllBe(id => recent.Contains(id));
    }

    [Fact]
    public void The_newest_ids_can_be_forgotten_again()
    {
        var recent = new RecentActivations(3);
        for (var number = 1; number <= 5; number++) recent.Add(Id(number));

        recent.ForgetNewest(2);

        recent.Contains(Id(3)).ShouldBeTrue();
        recent.Contains(Id(4)).ShouldBeFalse();
        recent.Count.ShouldBe(1);
        for (var number = 6; number <= 8; number++) recent.Add(Id(number)).ShouldBeTrue();
        recent.Contains(Id(3)).ShouldBeFalse();
        recent.Contains(Id(6)).ShouldBeTrue();
    }

    [Fact]
    public void An_id_of_zeros_is_rejected() =>
        Should.Throw<ArgumentException>(() => new RecentActivations(1).Add(default));

    private static ActivationId Id(int number) => new((UInt128)(uint)number);
}
