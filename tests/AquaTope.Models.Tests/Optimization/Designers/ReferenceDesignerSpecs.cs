using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tests.Optimization.Designers;

public sealed class ReferenceDesignerSpecs
{
    [Fact]
    public void Plans_one_by_one_are_the_plans_of_a_batch_after_the_initial_design_too()
    {
        var designer = Designer();
        var history = Tuned(designer, 12);
        var batch = designer.Suggest(history, 3);

        batch.Count.ShouldBe(3);
        foreach (var plan in batch)
        {
            designer.Suggest(history, 1).ShouldBe([plan]);
            history = history.With(new Trial.Pending(history.NextNumber, plan, 0));
        }
    }

    [Fact]
    public void It_finds_a_cheaper_plan_than_the_present_one_that_keeps_the_promise()
    {
        var designer = Designer();

        var recommended = designer.Recommend(Tuned(designer, 30)).Plan;

        Seconds(recommended).ShouldBeLessThan(1);
        (Seconds(recommended) * Price(recommended)).ShouldBeLessThan(
            Seconds(ModelStudies.Present) * Price(ModelStudies.Present));
    }

    [Fact]
    public void A_plan_that_failed_is_not_suggested_again()
    {
        var designer = Designer();
        var history = Tuned(designer, 12);
        var plan = designer.Suggest(history, 1)[0];

        history = history.With(new Trial.Failed(history.NextNumber, plan, new StageName("f"), "out of memory"));

        designer.Suggest(history, 3).ShouldNotContain(plan);
    }

    [Fact]
    public void A_space_with_nothing_to_choose_has_one_plan()
    {
        var only = new ResourceRange(
            CpuShare.FromCores(1), CpuShare.FromCores(1), CpuShare.FromCores(1),
            MemorySize.FromMegabytes(256), MemorySize.FromMegabytes(256), MemorySize.FromMegabytes(1));
        var designer = new ReferenceDesigner(ModelStudies.Definition(range: only));

        designer.Suggest(StudyHistory.Empty, 3).ShouldBe([ModelStudies.Plan(256)]);
    }

    private static ReferenceDesigner Designer() => new(ModelStudies.Definition());

    private static StudyHistory Tuned(ReferenceDesigner designer, int trials)
    {
        var history = Measured(StudyHistory.Empty, ModelStudies.Present);
        while (history.NextNumber < trials)
            foreach (var plan in designer.Suggest(history, 3))
                history = Measured(history, plan);
        return history;
    }

    private static StudyHistory Measured(StudyHistory history, ResourcePlan plan)
    {
        var time = TimeSpan.FromSeconds(Seconds(plan));
        return history.With(new Trial.Measured(
            history.NextNumber, plan, [.. Enumerable.Repeat(new WorkflowRun([time], time), 3)]));
    }

    // Amdahl's law with a knee of memory at 512 MB.
    private static double Seconds(ResourcePlan plan)
    {
        var (cpu, memory) = (plan.Stages[0].Cpu.Cores, plan.Stages[0].Memory.Megabytes);
        return 0.4 * (0.3 + 0.7 / cpu) * Math.Max(1, 0.5 + 256.0 / memory);
    }

    private static double Price(ResourcePlan plan) =>
        plan.Stages[0].Cpu.Cores * 0.173 + plan.Stages[0].Memory.Gigabytes * 0.0123;
}
