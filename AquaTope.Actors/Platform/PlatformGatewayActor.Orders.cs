using Akka.Actor;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Platform.Trials;
using static AquaTope.Actors.Platform.PlatformGatewayProtocol;

namespace AquaTope.Actors.Platform;

// What operators order of the gateway and studies ask it.
public sealed partial class PlatformGatewayActor
{
    private void OnMayTry(MayTry question)
    {
        if (!question.InPlace)
        {
            Sender.Tell(Judged(State, null));
            return;
        }
        var isRunning = question.IsRunning ?? State.Trials.ContainsKey(question.Workflow);
        // A late copy of the question that was granted must not have the trial broken off.
        if (!isRunning && State.Trials.TryGetValue(question.Workflow, out var trial) && trial.IsBefore(question.Asked))
            return;
        IReadOnlyList<FunctionId> functions =
            question.Functions ?? [.. State.Managed?.Find(question.Workflow)?.Functions ?? []];
        Handle(
            new GatewayCommand.Try(question.Workflow, functions, isRunning, question.Asked, Now),
            state => Judged(state, functions));
        return;

        TrialJudged Judged(GatewayState state, IReadOnlyList<FunctionId>? on) => new(
            question.Workflow, TrialVerdict.Of(state, question.Workflow, on, question.IsRunning == true),
            question.Asked);
    }

    // A late copy of an order must not undo the one after it: what was halted since stays halted.
    private void OnTurn(long? asOf, GatewayCommand order)
    {
        if (asOf < State.Turns) Sender.Tell(Stand(State));
        else Handle(order, Stand);
    }

    private void OnRollBack(RollBackLimits order)
    {
        if (order.AsOf < State.Rollbacks)
        {
            Sender.Tell(new NowhereToGo("another rollback came before; look at the configurations and order again"));
            return;
        }
        var rollback = new RollbackOrder(order.Workflow, order.Function, order.To, order.By, order.Why);
        var (target, problem) = rollback.Resolve(State);
        if (target is null) Sender.Tell(new NowhereToGo(problem!));
        else
            Handle(
                new GatewayCommand.RollBack(rollback, Now),
                state => new LimitsAreRolledBack(
                    $"rollback:{state.Rollbacks}", target,
                    state.Halt is null && target.Limits.All(limits => state.ActsOn(limits.Function))));
    }

    private void OnGetConfigurations(GetConfigurations query) => Sender.Tell(new PastConfigurations(
        PastConfiguration.Of(
            new RollbackOrder(query.Workflow, query.Function, "previous", "", "").FunctionsIn(State), State),
        State.Rollbacks));

    private static GatewayStands Stand(GatewayState state) => new(state.Mode, state.Halt, state.Turns);
}
