using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Cli.Tuning;

namespace AquaTope.Host.Tests.Cli.Tuning;

public sealed class TuneViewTests
{
    [Fact]
    public void The_live_picture_shows_the_incumbent_and_how_far_the_run_is()
    {
        var log = Log();
        log.Add(new TuneTrial(0, [0.1], 2, [-0.5], true, 2.1) { Plan = [new TunedStage("resize", 1.5, 512)] });
        log.Add(new TuneTrial(1, [0.2], 1, [0.5], false, 2.1));
        log.Add(new TuneTrial(2, [0.3], null, [], false, 2.1) { Failure = "resize: out of memory" });
        log.Belief = "expected to cost 1.9 a run";

        var text = Rendered(log);

        text.ShouldContain("3 of 12");
        text.ShouldContain("1 feasible, 1 infeasible, 1 failed");
        text.ShouldContain("2 cost per run, 2.50 s of 3.00 s (trial 0)");
        text.ShouldContain("resize 1.5 cores 512 MB");
        text.ShouldContain("expected to cost 1.9 a run");
        text.ShouldContain("2.1, 5.00 % above the optimum of 2");
    }

    [Fact]
    public void Before_a_feasible_trial_there_is_no_incumbent() => Rendered(Log()).ShouldNotContain("best observed");

    [Fact]
    public void A_failed_or_infeasible_trial_is_never_the_incumbent()
    {
        var log = Log();
        log.Add(new TuneTrial(0, [0.1], 3, [-1], true, 3));
        log.Add(new TuneTrial(1, [0.2], 1, [1], false, 3));
        log.Add(new TuneTrial(2, [0.3], 2, [-1], true, 2));
        log.Add(new TuneTrial(3, [0.4], 2.5, [-1], true, 2));

        log.Incumbent!.T.ShouldBe(2);
        log.BestObserved().ShouldBe([3, 3, 2, 2]);
    }

    [Theory]
    [InlineData("", 10)]
    [InlineData("▁▁▁", 10, 2.0, 2.0, 2.0)]
    [InlineData(" █▅▁", 10, null, 3.0, 2.0, 1.0)]
    [InlineData("▃▁", 2, 9.0, 3.0, 2.0, 1.0)]
    public void A_curve_in_a_line_of_text(string expected, int width, params double?[] values) =>
        Sparkline.Of(values, width).ShouldBe(expected);

    private static TuneLog Log() => new("pair", "sobol", 1)
    {
        Budget = 12,
        Initial = 10,
        Batch = 3,
        QosSeconds = 3,
        Optimum = 2
    };

    private static string Rendered(TuneLog log)
    {
        using var writer = new StringWriter();
        Consoles.ForTables(writer).Write(TuneView.Live(log));
        return writer.ToString();
    }
}
