using System.Collections.Concurrent;
using Akka.Actor;
using Akka.TestKit;
using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Serving;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Serving;
using AquaTope.Models.Quantities;
using AquaTope.Testing;
using static AquaTope.Actors.Serving.ServingProtocol;

namespace AquaTope.Actors.Tests.Serving;

public sealed class ModelLoaderActorSpecs : ActorSpec
{
    private static readonly ModelPlace March = new("model-1", "/models/march");

    private readonly ScriptedFolders _folders = new();
    private readonly TestProbe _history;
    private readonly TestProbe _forecaster;

    public ModelLoaderActorSpecs()
    {
        _history = CreateTestProbe();
        _forecaster = CreateTestProbe();
    }

    [Fact]
    public void The_model_in_service_is_read_once_and_handed_to_the_forecaster()
    {
        var model = _folders.Put(March);
        var loader = Start();

        loader.Tell(new ModelServed(March, []));
        loader.Tell(new ModelServed(March, []));
        loader.Tell(new ModelServed(null, []));

        _forecaster.ExpectMsg<ForecasterProtocol.UseModel>().Model.ShouldBe(model);
        _forecaster.ExpectMsg<ForecasterProtocol.UseModel>().Model.ShouldBeNull();
    }

    [Fact]
    public void A_folder_that_has_vanished_is_told_of_once_and_taken_up_when_it_is_back()
    {
        var loader = Start();
        loader.Tell(new ModelServed(March, []));
        loader.Tell(new ModelServed(March, []));
        _history.FishForMessage<ReportMissed>(_ => true).Reason.ShouldContain(March.Folder);
        loader.Tell(new Identify(1), TestActor);
        ExpectMsg<ActorIdentity>();
        while (_history.HasMessages) _history.ReceiveOne(TimeSpan.Zero).ShouldBeOfType<FollowModel>();

        var model = _folders.Put(March);
        loader.Tell(new ModelServed(March, []));

        _forecaster.ExpectMsg<ForecasterProtocol.UseModel>().Model.ShouldBe(model);
    }

    [Fact]
    public void A_model_that_cannot_replace_another_leaves_the_node_without_one()
    {
        var model = _folders.Put(March);
        var loader = Start();
        loader.Tell(new ModelServed(March, []));
        _forecaster.ExpectMsg<ForecasterProtocol.UseModel>().Model.ShouldBe(model);

        loader.Tell(new ModelServed(new ModelPlace("model-2", "/models/lost"), []));

        _forecaster.ExpectMsg<ForecasterProtocol.UseModel>().Model.ShouldBeNull();
    }

    [Fact]
    public void Another_content_than_was_switched_to_is_not_served()
    {
        _folders.Put(March with { Version = "model-9" });

        Start().Tell(new ModelServed(March, []));

        _history.FishForMessage<ReportMissed>(_ => true).Reason
            .ShouldBe("'/models/march' holds model-9 now, not model-1");
        _folders.Disposed.ShouldBe(["model-9"]);
    }

    [Fact]
    public void The_configured_model_serves_until_one_is_switched_to()
    {
        var configured = _folders.Put(new ModelPlace("model-0", "/models/configured"));
        var switched = _folders.Put(March);
        var loader = Start("/models/configured");

        loader.Tell(new ModelServed(null, []));
        loader.Tell(new ModelServed(March, []));

        _forecaster.ExpectMsg<ForecasterProtocol.UseModel>().Model.ShouldBe(configured);
        _forecaster.ExpectMsg<ForecasterProtocol.UseModel>().Model.ShouldBe(switched);
    }

    [Fact]
    public void A_check_reads_the_model_and_lets_it_go()
    {
        _folders.Put(March);

        Start().Tell(new CheckModel(March.Folder), TestActor);

        ExpectMsg<ModelUsable>().Model.ShouldBe(March);
        _folders.Disposed.ShouldBe([March.Version]);
    }

    [Fact]
    public void A_model_of_another_window_length_is_not_usable()
    {
        _folders.Put(March, WindowLength.FromSeconds(300));

        Start().Tell(new CheckModel(March.Folder), TestActor);

        ExpectMsg<ModelUnusable>().Reason.ShouldBe(
            "'/models/march' forecasts windows of 300 s; this node's have 60 s");
    }

    private IActorRef Start(string? configured = null)
    {
        var loader = Sys.ActorOf(
            ModelLoaderActor.Props(_folders, configured, WindowLength.OneMinute, _history, _forecaster));
        _history.ExpectMsg<FollowModel>();
        return loader;
    }

    private sealed class ScriptedFolders : IModelFolders
    {
        private readonly ConcurrentDictionary<string, ModelReading.Found> _models = [];
        private readonly ConcurrentQueue<string> _disposed = [];

        public IEnumerable<string> Disposed => _disposed;

        public ModelReading.Found Put(ModelPlace place, WindowLength? window = null) =>
            _models[place.Folder] = new ModelReading.Found(
                place.Version, window ?? WindowLength.OneMinute, new Model(place.Version, _disposed));

        public ModelReading Read(string folder) => _models.TryGetValue(folder, out var model)
            ? model
            : new ModelReading.Unusable($"'{folder}' is not there");
    }

    private sealed class Model(string version, ConcurrentQueue<string> disposed) : IForecaster, IDisposable
    {
        public string Name => version;

        public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch) =>
            [.. batch.Select(_ => Forecast.Certain(1))];

        public void Dispose() => disposed.Enqueue(version);
    }
}
