using Akka.Actor;
using Akka.Hosting;
using Akka.TestKit.Xunit2;
using AquaTope.Actors.Catalog;
using AquaTope.Host.Node;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Tests.Node;

public sealed class CatalogOrdersSpecs() : TestKit("akka.test.single-expect-default = 60s")
{
    private static readonly WorkflowId Images = WorkflowId.Parse("images");

    [Fact]
    public async Task An_order_that_a_change_overtook_is_given_again_as_of_that_change()
    {
        var view = new CatalogView();
        view.Update(new CatalogProtocol.CatalogChanged(1, []));
        var given = new CatalogOrders(new Found(TestActor), view).GiveAsync(
            version => new CatalogProtocol.RetireWorkflow(Images, version), CancellationToken.None);

        ExpectMsg(new CatalogProtocol.RetireWorkflow(Images, 1));
        LastSender.Tell(new CatalogProtocol.Outdated(new CatalogProtocol.CatalogChanged(3, [])));
        ExpectMsg(new CatalogProtocol.RetireWorkflow(Images, 3));
        LastSender.Tell(new CatalogProtocol.UnknownWorkflow(Images));

        (await given).ShouldBe(new CatalogProtocol.UnknownWorkflow(Images));
        view.Version.ShouldBe(3);
    }

    [Fact]
    public async Task An_order_that_is_overtaken_again_and_again_is_given_up()
    {
        var changes = 0;
        Func<int> next = () => ++changes;
        var catalog = Sys.ActorOf(Props.Create(() => new Restless(next)));

        var given = new CatalogOrders(new Found(catalog), new CatalogView()).GiveAsync(
            version => new CatalogProtocol.RetireWorkflow(Images, version), CancellationToken.None);

        (await Should.ThrowAsync<AskTimeoutException>(given)).Message.ShouldContain("Others changed the workflow");
        changes.ShouldBe(20);
    }

    private sealed class Found(IActorRef actor) : IRequiredActor<CatalogActor>
    {
        public IActorRef ActorRef => actor;

        public Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) => Task.FromResult(actor);
    }

    private sealed class Restless : ReceiveActor
    {
        public Restless(Func<int> next) => Receive<CatalogProtocol.RetireWorkflow>(_ =>
            Sender.Tell(new CatalogProtocol.Outdated(new CatalogProtocol.CatalogChanged(next(), []))));
    }
}
