using AquaTope.Models.Identity;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tests.Workflows;

public sealed class WorkflowSpecs
{
    [Fact]
    public void A_workflow_without_stages_is_refused()
    {
        Workflow.TryCreate(
            WorkflowId.Parse("w"), [], new QosTarget(TimeSpan.FromSeconds(1)), "{}", out _, out var problem)
            .ShouldBeFalse();
        problem.ShouldContain("at least one stage");
    }

    [Fact]
    public void Another_promise_or_another_function_makes_another_workflow()
    {
        var workflow = ModelWorkflows.Chain("w", 1, "f", "g");

        workflow.IsSameAs(ModelWorkflows.Chain("w", 1, "f", "g")).ShouldBeTrue();
        workflow.IsSameAs(ModelWorkflows.Chain("w", 2, "f", "g")).ShouldBeFalse();
        workflow.IsSameAs(ModelWorkflows.Chain("w", 1, "f", "h")).ShouldBeFalse();
        workflow.IsSameAs(ModelWorkflows.Chain("v", 1, "f", "g")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_percentile_lies_strictly_between_nothing_and_everything(double percentile)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new QosTarget(TimeSpan.FromSeconds(1), percentile));
    }

    [Fact]
    public void A_promise_of_no_latency_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new QosTarget(TimeSpan.Zero));
    }
}
