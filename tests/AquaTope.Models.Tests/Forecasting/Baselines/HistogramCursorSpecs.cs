using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Forecasting.Baselines;

public sealed class HistogramCursorSpecs
{
    [Fact]
    public void Before_the_head_of_the_idle_times_nothing_is_expected_and_at_their_end_a_use_is()
    {
        var cursor = After([.. Enumerable.Range(0, 20).SelectMany(_ => (int[])[3, .. new int[29]]), 3]);

        cursor.Next().Mean.ShouldBe(0);
        for (var idle = 1; idle <= 29; idle++) cursor.Observe(0);

        cursor.Next().Mean.ShouldBe(3, 0.2);
        cursor.Next().Quantile(0.1).ShouldBe(3);
    }

    [Fact]
    public void Beyond_the_tail_nothing_is_expected_any_more()
    {
        var cursor = After([.. Enumerable.Range(0, 20).SelectMany(_ => (int[])[3, .. new int[29]]), 3, .. new int[40]]);

        cursor.Next().Mean.ShouldBe(0);
    }

    [Fact]
    public void Idle_times_of_all_lengths_say_nothing_and_the_share_of_use_counts_for_ten_minutes()
    {
        int[] demand = [.. Enumerable.Range(0, 120).SelectMany(i => (int[])[1, .. new int[2 * i]])];

        After([.. demand, 1, .. new int[9]]).Next().Mean.ShouldBe(121.0 / (demand.Length + 10), 1e-9);
        After([.. demand, 1, .. new int[10]]).Next().Mean.ShouldBe(0);
    }

    private static HistogramCursor After(int[] demand)
    {
        var cursor = new HistogramCursor(WindowLength.OneMinute);
        foreach (var window in demand) cursor.Observe(window);
        return cursor;
    }
}
