using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Neural.Hybrid;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using static AquaTope.Models.Tests.Forecasting.Neural.SmallModels;

namespace AquaTope.Models.Tests.Forecasting.Neural.Hybrid;

public sealed class DemandReadingSpecs
{
    [Fact]
    public void What_is_read_of_a_window_does_not_change_with_what_comes_later()
    {
        var whole = History(300, i => i % 11 == 0 ? i % 7 : 0);
        var part = whole with { LastWindow = whole.LastWindow - 100, Demand = whole.Demand[..200] };

        RowAfter(whole, 200).ShouldBe(RowAfter(part, 200));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_000_000)]
    public void Constant_demand_is_described_in_finite_numbers(int demand) =>
        RowAfter(History(100, _ => demand), 100).ShouldAllBe(value => float.IsFinite(value) && Math.Abs(value) < 30);

    [Fact]
    public void Every_number_has_a_name()
    {
        var row = RowAfter(History(2_000, i => i % 5), 2_000);

        row.Length.ShouldBe(DemandReading.StepNames.Count + DemandReading.OutlookNames.Count);
        Named(row, "hour-known").ShouldBe(1);
        Named(row, "day-known").ShouldBe(1);
        Named(row, "age").ShouldBe(Math.Log(2_000), 1e-5);
        Named(row, "last-active-demand").ShouldBe(Math.Log(1 + 4) - Named(row, "active-level"), 1e-5);
    }

    [Fact]
    public void The_calendar_is_that_of_the_window_to_forecast()
    {
        // The 1440th minute of the epoch is followed by midnight of a Friday.
        var row = RowAfter(History(1_440, _ => 1), 1_440);

        Named(row, "day-cosine").ShouldBe(1, 1e-6);
        Named(row, "week-sine").ShouldBe(Math.Sin(2 * Math.PI * 4 / 7), 1e-6);
    }

    [Fact]
    public void A_gap_is_likely_to_end_where_others_of_its_length_did()
    {
        var gaps = new GapStatistics();
        foreach (var gap in (int[])[15, 15, 15, 15, 40]) gaps.Add(gap);

        gaps.HazardAt(15, share: 0.05, exact: true).ShouldBe(((4 + 0.05) / (5 + 1), 5));
        gaps.HazardAt(14, share: 0.05, exact: true).ShouldBe((0.05 / (5 + 1), 5));
        gaps.HazardAt(14, share: 0.05, exact: false).Hazard.ShouldBe((4 + 0.05) / (4 * 5 + 1 + 1), 1e-12);
        gaps.HazardAt(1_000, share: 0.05, exact: false).ShouldBe((0.05, 0));
        (gaps.Count, gaps.Last).ShouldBe((5, 40));
    }

    [Fact]
    public void What_is_left_out_is_zero_and_all_else_as_it_was()
    {
        var history = History(200, i => i % 11 == 0 ? 3 : 0) with { Trigger = TriggerKind.Queue };
        var whole = RowAfter(history, 200);
        Named(whole, "trigger-queue").ShouldBe(1);
        string[] names = [.. DemandReading.StepNames, .. DemandReading.OutlookNames];

        foreach (var (group, members) in new[]
                 {
                     (InputGroups.Age, 1), (InputGroups.MinuteOfHour, 6), (InputGroups.Gaps, 11),
                     (InputGroups.Trigger, 7)
                 })
        {
            var row = RowAfter(history, 200, group);
            var places = new HashSet<int>(
                InputGroupMembers.PlacesOf(names, group));
            places.Count.ShouldBe(members, group.ToString());
            for (var i = 0; i < row.Length; i++) row[i].ShouldBe(places.Contains(i) ? 0 : whole[i], names[i]);
        }
    }

    private static double Named(float[] row, string name) =>
        row[DemandReading.StepNames.Count + DemandReading.OutlookNames.ToList().IndexOf(name)];

    private static float[] RowAfter(
        DemandHistory history, int windows, InputGroups without = InputGroups.None)
    {
        var reading = DemandReading.Of(
            WindowLength.OneMinute, history, SeasonsKnown.Day | SeasonsKnown.Week, without);
        foreach (var demand in history.Demand.Span[..windows]) reading.Read(demand);
        var row = new float[DemandReading.StepNames.Count + DemandReading.OutlookNames.Count];
        reading.WriteStep(row);
        reading.WriteOutlook(row.AsSpan(DemandReading.StepNames.Count));
        return row;
    }
}
