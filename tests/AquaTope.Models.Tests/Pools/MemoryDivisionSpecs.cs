using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Pools;

public sealed class MemoryDivisionSpecs
{
    [Fact]
    public void All_is_granted_where_there_is_memory_for_it() =>
        Divide(700, Wish(2, 100, 0.1), Wish(5, 100, 0.9)).ShouldBe([2, 5]);

    [Fact]
    public void The_likelier_container_comes_first() =>
        Divide(300, Wish(2, 100, 0.5, 0.1), Wish(2, 100, 0.9, 0.4)).ShouldBe([1, 2]);

    [Fact]
    public void Of_equally_likely_containers_the_smaller_come_first() =>
        Divide(250, Wish(2, 200, 0.5), Wish(2, 100, 0.5)).ShouldBe([0, 2]);

    [Fact]
    public void A_container_that_does_not_fit_leaves_room_for_smaller_ones() =>
        Divide(120, Wish(1, 200, 0.9), Wish(2, 60, 0.1)).ShouldBe([0, 2]);

    [Fact]
    public void Equals_are_served_in_order() =>
        Divide(200, Wish(1, 100, 0.5), Wish(1, 100, 0.5), Wish(1, 100, 0.5)).ShouldBe([1, 1, 0]);

    [Property]
    public bool The_budget_is_never_exceeded_and_nobody_gets_more_than_wished(
        (byte Wanted, byte Size)[] all, ushort budget)
    {
        var wishes = all
            .Select((wish, i) => Wish(wish.Wanted, wish.Size + 0.5, 1.0 / (1 + i % 7), 0.5 / (1 + i % 7))).ToArray();
        var granted = Divide(budget, wishes);
        return granted.Zip(wishes, (count, wish) => count * wish.MemoryMegabytes).Sum() <= budget + 1e-9
               && granted.Zip(wishes, (count, wish) => count >= 0 && count <= wish.Containers).All(within => within);
    }

    private static int[] Divide(double budget, params PoolWish[] wishes)
    {
        var granted = new int[wishes.Length];
        MemoryDivision.Divide(wishes, budget, granted);
        return granted;
    }

    private static PoolWish Wish(int containers, double memory, params double[] needs) =>
        new(containers, memory, new Needs(needs));

    /// <summary>Needs its containers with the chances given; the last holds for all further ones.</summary>
    private sealed class Needs(double[] chances) : IPoolTracker
    {
        public void Observe(int demand) => throw new NotSupportedException("A division observes nothing.");

        public int Target(in PoolOutlook outlook) => throw new NotSupportedException("A division decides nothing.");

        public double Need(int containers) => chances[Math.Min(containers, chances.Length) - 1];
    }
}
