using AquaTope.Models.Simulation;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Simulation;

public sealed class EventQueueTests
{
    [Property]
    public void Events_leave_by_due_time_and_at_the_same_time_in_the_order_they_came(byte[] dues)
    {
        var queue = new EventQueue(capacity: 4);
        for (var i = 0; i < dues.Length; i++) queue.Add(dues[i], EventKind.Arrival, subject: i);

        var left = new List<int>();
        while (queue.Count > 0) left.Add(queue.Take().Subject);

        left.ShouldBe(Enumerable.Range(0, dues.Length).OrderBy(i => dues[i]));
    }

    [Property]
    public void Taking_between_additions_keeps_the_order(byte[] delays)
    {
        var queue = new EventQueue();
        var last = 0L;
        foreach (var delay in delays)
        {
            queue.Add(last + delay, EventKind.Arrival, 0);
            queue.Add(last + delay / 2, EventKind.Completion, 0);
            var due = queue.Take().Due;
            due.ShouldBeGreaterThanOrEqualTo(last);
            last = due;
        }
    }

    [Fact]
    public void An_empty_queue_has_nothing_due_and_nothing_to_take()
    {
        var queue = new EventQueue();

        queue.NextDue.ShouldBe(long.MaxValue);
        Should.Throw<InvalidOperationException>(() => queue.Take());
    }
}
