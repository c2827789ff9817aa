using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Platform.Wishes;
using static AquaTope.Models.Tests.Platform.Gateway;

namespace AquaTope.Models.Tests.Platform;

public sealed class RollbackSpecs
{
    private static readonly FunctionId F = Function("guest/f");
    private static readonly FunctionId G = Function("guest/g");
    private static readonly WorkflowId W = WorkflowId.Parse("w");

    private readonly Gateway _gateway = new();

    public RollbackSpecs()
    {
        _gateway.Deploy("guest/f", 256);
        _gateway.Deploy("guest/g", 256);
        _gateway.Manage(Workflow("w", ["f", "g"]));
        Plan(1, 512, 1024);
        Plan(2, 2048, 1024);
    }

    [Fact]
    public void The_configurations_are_listed_one_for_each_plan_and_the_original_before_them()
    {
        var configurations = PastConfiguration.Of([F, G], _gateway.State);

        configurations.Select(known => known.Cause).ShouldBe(["original", "plan:w-1", "plan:w-2"]);
        configurations.Select(Megabytes).ShouldBe(["256 256", "512 1024", "2048 1024"]);
        configurations[1].Since.ShouldBe(Noon + TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData("previous", "512 1024")]
    [InlineData("original", "256 256")]
    [InlineData("plan:w-1", "512 1024")]
    [InlineData("plan:w-1:guest/f", "512 1024")]
    [InlineData("2024-01-01T13:30:00Z", "512 1024")]
    [InlineData("2024-01-01T12:00:00Z", "256 256")]
    public void All_functions_of_the_workflow_go_back_by_one_decision(string to, string megabytes)
    {
        _gateway.RollBack("w", to);

        Deployed().ShouldBe(megabytes);
        _gateway.Facts.OfType<GatewayEvent.LimitsRolledBack>().ShouldHaveSingleItem().By.ShouldBe("ci");
    }

    [Fact]
    public void Previous_goes_further_back_each_time_and_says_when_there_is_nothing_left()
    {
        _gateway.RollBack("w", "previous");
        Later();
        _gateway.RollBack("w", "previous");

        Deployed().ShouldBe("256 256");
        Order("w", "previous").Resolve(_gateway.State).Problem!.ShouldContain("nothing to go back to");
    }

    [Fact]
    public void A_rollback_is_a_configuration_too_and_can_be_taken_back_by_its_predecessor()
    {
        Later();
        _gateway.RollBack("w", "original");
        Later();
        _gateway.RollBack("w", "plan:w-2");

        Deployed().ShouldBe("2048 1024");
        PastConfiguration.Of([F, G], _gateway.State).Select(known => known.Cause)
            .ShouldBe(["original", "plan:w-1", "plan:w-2", "rollback:1", "rollback:2"]);
    }

    [Fact]
    public void Only_the_function_that_is_named_goes_back()
    {
        _gateway.RollBack("guest/f", "original");

        Deployed().ShouldBe("256 1024");
    }

    [Theory]
    [InlineData("w", "plan:w-9", "never had a configuration 'plan:w-9'")]
    [InlineData("w", "plan:w-2", "has, or is about to get, the configuration 'plan:w-2' already")]
    [InlineData("nobody", "previous", "no workflow is registered as 'nobody'")]
    [InlineData("guest/unknown", "previous", "nothing is known yet of the limits of guest/unknown")]
    public void What_leads_nowhere_is_refused_in_words_and_changes_nothing(string subject, string to, string problem)
    {
        Order(subject, to).Resolve(_gateway.State).Problem!.ShouldContain(problem);

        _gateway.RollBack(subject, to);
        _gateway.Facts.OfType<GatewayEvent.LimitsRolledBack>().ShouldBeEmpty();
    }

    [Fact]
    public void The_workflow_is_told_until_it_knows_and_what_its_old_plan_wishes_meanwhile_is_not_taken()
    {
        _gateway.RollBack("w", "original");
        var told = _gateway.Told.ShouldHaveSingleItem();
        told.Workflow.ShouldBe(W);
        told.Imposition.Limits.Select(limits => limits.Resources.Memory.Megabytes).ShouldBe([256, 256]);
        told.Imposition.Rejects.ShouldBeTrue();

        _gateway.Wish("plan:w-2-late:guest/g", "guest/g", 4096);
        _gateway.State.IsHeld(G).ShouldBeTrue();
        Deployed().ShouldBe("256 256");

        _gateway.Restart();
        _gateway.Told.Count.ShouldBe(2);
        _gateway.When(new GatewayCommand.Note(told.Imposition.Cause, W, _gateway.Now));
        _gateway.When(new GatewayCommand.Note(told.Imposition.Cause, W, _gateway.Now));
        _gateway.Facts.OfType<GatewayEvent.ImpositionNoted>().ShouldHaveSingleItem();
        _gateway.When(new GatewayCommand.Remind(_gateway.Now));
        _gateway.Told.Count.ShouldBe(2);

        Plan(3, 4096, 4096);
        Deployed().ShouldBe("4096 4096");
    }

    [Fact]
    public void A_wish_from_before_the_rollback_that_comes_after_the_workflow_answered_is_passed_over()
    {
        _gateway.RollBack("w", "original");
        _gateway.When(new GatewayCommand.Note("rollback:1", W, _gateway.Now, 1));
        _gateway.Restart();

        _gateway.Wish("plan:w-3:guest/f", "guest/f", 4096, order: new WishOrder("workflow:w", 10, 0));
        Deployed().ShouldBe("256 256");

        _gateway.Wish("plan:w-3:guest/f", "guest/f", 4096, order: new WishOrder("workflow:w", 10, 1));
        _gateway.Wish("plan:v-1:guest/g", "guest/g", 2048, order: new WishOrder("workflow:v", 4, 0));
        Deployed().ShouldBe("4096 2048");
    }

    [Fact]
    public void A_wish_for_a_function_that_was_not_rolled_back_stands()
    {
        _gateway.RollBack("guest/f", "original");
        _gateway.When(new GatewayCommand.Note("rollback:1", W, _gateway.Now, 1));

        _gateway.Wish("plan:w-3:guest/g", "guest/g", 4096, order: new WishOrder("workflow:w", 10, 0));

        Deployed().ShouldBe("256 4096");
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(null)]
    public void A_workflow_that_had_no_plan_to_replace_or_does_not_say_has_its_first_wish_taken(long? imposed)
    {
        _gateway.RollBack("w", "original");
        _gateway.When(new GatewayCommand.Note("rollback:1", W, _gateway.Now, imposed));

        _gateway.Wish("plan:w-3:guest/f", "guest/f", 4096, order: new WishOrder("workflow:w", 10, 0));

        Deployed().ShouldBe("4096 256");
    }

    [Fact]
    public void A_workflow_is_told_of_one_after_the_other_in_their_order()
    {
        _gateway.RollBack("guest/f", "original");
        Later();
        _gateway.RollBack("guest/g", "original");
        _gateway.Told.Select(told => told.Imposition.Cause).ShouldBe(["rollback:1", "rollback:1"]);

        _gateway.When(new GatewayCommand.Note("rollback:1", W, _gateway.Now));

        var next = _gateway.Told[^1].Imposition;
        (next.Cause, next.Order).ShouldBe(("rollback:2", 2));
        _gateway.Restart();
        _gateway.Told[^1].Imposition.Order.ShouldBe(2);
    }

    [Fact]
    public void Before_the_workflows_are_known_nothing_is_gone_back_to_since_nobody_would_be_told()
    {
        var begun = _gateway.Facts.Where(fact => fact is GatewayEvent.LimitsWished or GatewayEvent.ChangeApplied)
            .Aggregate(GatewayState.Empty(OperatingMode.Enforce), (state, fact) => state.Apply(fact));

        Order("guest/f", "plan:w-1").Resolve(begun).Problem!.ShouldContain("has not heard of the workflows yet");
    }

    [Fact]
    public void A_rollback_that_is_halted_is_kept_on_paper_until_changes_resume_also_over_a_restart()
    {
        _gateway.When(new GatewayCommand.Halt("", "ci", _gateway.Now));
        _gateway.RollBack("w", "original");
        Deployed().ShouldBe("2048 1024");

        _gateway.Restart();
        _gateway.When(new GatewayCommand.Resume("", "ci", _gateway.Now));

        Deployed().ShouldBe("256 256");
    }

    [Fact]
    public void Only_the_newest_configurations_are_kept_and_the_original_always()
    {
        for (var study = 3; study < 3 + LimitsHistory.Kept; study++) Plan(study, 100 + study, 100 + study);

        var configurations = PastConfiguration.Of([F, G], _gateway.State);

        configurations.Count.ShouldBe(LimitsHistory.Kept + 1);
        Megabytes(configurations[0]).ShouldBe("256 256");
    }

    private static string Megabytes(PastConfiguration configuration) =>
        string.Join(' ', configuration.Limits.Select(limits => limits.Resources.Memory.Megabytes));

    private string Deployed() => $"{_gateway.Deployed[F].Memory.Megabytes} {_gateway.Deployed[G].Memory.Megabytes}";

    private void Plan(int study, int f, int g)
    {
        Later();
        _gateway.Wish($"plan:w-{study}:guest/f", "guest/f", f);
        _gateway.Wish($"plan:w-{study}:guest/g", "guest/g", g);
    }

    private void Later() => _gateway.Pass(TimeSpan.FromHours(1));
}
