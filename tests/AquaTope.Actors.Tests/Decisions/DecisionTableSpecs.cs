using AquaTope.Actors.Decisions;
using AquaTope.Actors.Wire;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Pools;
using AquaTope.Models.Quantities;

namespace AquaTope.Actors.Tests.Decisions;

public sealed class DecisionTableSpecs
{
    private static readonly DecisionTable Table = AquaTopeDecisions.Table;

    [Fact]
    public void A_decision_is_a_fact_that_the_journal_can_hold() =>
        Table.Rows.Select(row => row.Type).Except(AquaTopeWire.Table.Types).ShouldBeEmpty();

    [Fact]
    public void A_kind_is_words_joined_by_dashes() => Table.Kinds.ShouldAllBe(kind => kind.All(
        letter => letter == '-' || char.IsAsciiLetterLower(letter)));

    [Fact]
    public void A_target_names_its_function_and_the_change_it_leads_to()
    {
        var text = Table.Describe(
            "function-guest/images/resize",
            new PoolEvent.TargetChosen(new WindowIndex(41), 0, 2, new TargetReason("aquatope", 1.5, 3, 1)))!;

        text.Kind.ShouldBe("target-chosen");
        text.Subject.ShouldBe("guest/images/resize");
        text.Reason.ShouldBe("0 -> 2 after window 41: aquatope wants 3 ready, 1 are warm, forecast 1.5");
        text.Wording.Function.ShouldBe(FunctionId.Parse("guest/images/resize"));
        text.Wording.Change.ShouldBe(new ChangeId("pool:guest/images/resize:41"));
    }

    [Fact]
    public void A_study_belongs_to_its_workflow_whatever_dashes_its_name_has()
    {
        var text = Table.Describe("study-ml-pipeline-12", new StudyEvent.StudyStopped("retired"))!;

        text.Subject.ShouldBe("ml-pipeline-12");
        text.Wording.Workflow.ShouldBe(WorkflowId.Parse("ml-pipeline"));
    }

    [Fact]
    public void What_is_no_decision_has_no_words() =>
        Table.Describe("function-guest/resize", new PoolEvent.WindowsPassed(new WindowIndex(1))).ShouldBeNull();
}
