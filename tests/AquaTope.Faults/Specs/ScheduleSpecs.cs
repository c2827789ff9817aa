using AquaTope.Faults.Running;
using AquaTope.Faults.Worlds;

namespace AquaTope.Faults.Specs;

public sealed class ScheduleSpecs
{
    private const int Seeds = 2000;

    [Fact]
    public void Every_promise_holds_under_every_schedule()
    {
        var report = new Campaign(1, Seeds, Environment.ProcessorCount, Variant.None) { FailuresToStop = 3 }.Run();

        report.Failures.ShouldBeEmpty(report.ToString());
        report.Seeds.ShouldBe(Seeds);
        report.FaultsByKind.ShouldAllBe(entry => entry.Value > 0, "a kind of fault that never strikes proves nothing");
    }
}
