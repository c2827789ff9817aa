using System.Net;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Forecasting;
using AquaTope.Host.Configuration;
using AquaTope.Host.Emulation;
using AquaTope.Host.Ingestion;
using AquaTope.Host.Node;
using AquaTope.Host.OpenWhisk;
using AquaTope.Host.Tests.Ingestion;
using AquaTope.Host.Tests.Node;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Neural;
using AquaTope.Models.Forecasting.Neural.Hybrid;
using AquaTope.Models.Forecasting.Neural.Storage;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AquaTope.Host.Tests.Api;

/// <summary>Trained models in a running node: switched to, rolled back from, and lost.</summary>
public sealed class ModelsApiSpecs : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new() { Timeout = Patience };
    private ManagedPlatform _platform = null!;
    private AquaTopeNode _node = null!;

    public async Task InitializeAsync()
    {
        _platform = await ManagedPlatform.StartAsync("resize");
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _platform.DisposeAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_model_is_switched_to_under_load_rolled_back_and_there_again_after_a_restart()
    {
        var (first, second) = (Train("first", 1), Train("second", 2));
        (await GetAsync()).GetProperty("forecaster").GetString().ShouldBe("none");

        using var enough = new CancellationTokenSource();
        var load = AskAllTheTimeAsync(enough.Token);
        (await SwitchAsync(first.Folder)).GetProperty("version").GetString().ShouldBe(first.Version);
        await WhenForecastingAsync(first.Version);
        var switched = await SwitchAsync(second.Folder);
        await WhenForecastingAsync(second.Version);
        var (status, rolledBack) = await PostAsync("/api/models/rollback", """{"why":"errors grew"}""");
        await WhenForecastingAsync(first.Version);
        await enough.CancelAsync();
        var answers = await load;

        switched.GetProperty("switches")[1].GetProperty("previous").GetString().ShouldBe(first.Version);
        status.ShouldBe(HttpStatusCode.OK, rolledBack);
        JsonElement.Parse(rolledBack).GetProperty("version").GetString().ShouldBe(first.Version);
        answers.OfType<ForecasterProtocol.ForecastReady>().ShouldNotBeEmpty();
        answers.OfType<ForecasterProtocol.ForecastDeclined>().ShouldAllBe(
            declined => declined.Reason == "nothing forecasts here");
        answers.OfType<ForecasterProtocol.ForecastReady>().ShouldAllBe(
            ready => ready.By == first.Version || ready.By == second.Version);

        await _node.DisposeAsync();
        await StartAsync();
        await WhenForecastingAsync(first.Version);
        var last = (await GetAsync()).GetProperty("switches").EnumerateArray().Last();
        last.GetProperty("rollback").GetBoolean().ShouldBeTrue();
        last.GetProperty("by").GetString().ShouldBe("anonymous");
        last.GetProperty("why").GetString().ShouldBe("errors grew");

        await _node.DisposeAsync();
        Directory.Delete(first.Folder, recursive: true);
        await StartAsync();
        await WhenDecidedAsync("model-missed");
        var lost = await GetAsync();
        lost.GetProperty("version").GetString().ShouldBe(first.Version);
        lost.GetProperty("forecaster").GetString().ShouldBe("none");
    }

    [Fact]
    public async Task What_cannot_be_served_is_refused_in_words_and_changes_nothing()
    {
        var folder = Path.Combine(_folder.Path, "nothing");
        (await PostAsync("/api/models", Order(folder))).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(HttpStatusCode.BadRequest),
            answer => answer.Text.ShouldContain("is no model folder"));
        (await PostAsync("/api/models", Order("models/relative"))).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(HttpStatusCode.BadRequest),
            answer => answer.Text.ShouldContain("the full path"));
        (await PostAsync("/api/models", """{"directory":"/x"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync("/api/models/rollback", "{}")).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(HttpStatusCode.Conflict),
            answer => answer.Text.ShouldContain("nothing to go back to"));

        (await GetAsync()).GetProperty("switches").GetArrayLength().ShouldBe(0);
    }

    private async Task StartAsync()
    {
        var openWhisk = new OpenWhiskOptions { Endpoint = _platform.BaseAddress, Auth = EmulatorOptions.GuestKey };
        _node = await AquaTopeNode.StartAsync(
            new NodeConfiguration
            {
                DataDirectory = Path.Combine(_folder.Path, "data"),
                Http = new HttpSection { Port = 0 }
            },
            services => new OpenWhiskPlatform(
                OpenWhiskPlatform.CreateClient(openWhisk), openWhisk, services.GetRequiredService<OwnActivations>(),
                TimeProvider.System, NullLogger<OpenWhiskPlatform>.Instance),
            new EmbeddingOptions { LogLevel = LogLevel.Error }, CancellationToken.None);
        await _node.Services.GetRequiredService<CatalogView>().KnownAsync(CancellationToken.None);
    }

    private (string Version, string Folder) Train(string name, ulong seed)
    {
        int[] demand = [.. Enumerable.Range(0, 120).Select(window => window % 10 == 0 ? 2 : 0)];
        var estimator = new HybridEstimator(new HybridOptions
        {
            Shape = new HybridShape { Inputs = 12, Units = 4, WideUnits = 4, NarrowUnits = 4, Samples = 4 },
            Epochs = 1,
            LeastBatches = 1
        });
        using var model = (NeuralForecaster)estimator.Train(
            new DemandSet(WindowLength.OneMinute, [new DemandHistory(Resize, new WindowIndex(119), demand)]), seed);
        var folder = Path.Combine(_folder.Path, name);
        ModelFolder.Save(model, folder);
        return (model.Version, folder);
    }

    // One question after the other, each of which must be answered, and the last of them when it is enough.
    private async Task<List<object>> AskAllTheTimeAsync(CancellationToken enough)
    {
        var forecaster = _node.Services.GetRequiredService<IReadOnlyActorRegistry>().Get<ForecasterActor>();
        var answers = new List<object>();
        var demand = new int[60];
        bool isLast;
        do
        {
            isLast = enough.IsCancellationRequested;
            answers.Add(await forecaster.Ask<object>(
                new ForecasterProtocol.RequestForecast(new DemandHistory(Resize, new WindowIndex(59), demand)),
                Patience, CancellationToken.None));
        }
        while (!isLast);
        return answers;
    }

    private Task WhenForecastingAsync(string version) =>
        WhenAsync(async () => (await GetAsync()).GetProperty("forecaster").GetString() == version);

    private Task WhenDecidedAsync(string kind) => WhenAsync(async () =>
        JsonElement.Parse(await _http.GetStringAsync(new Uri(_node.BaseAddress, "/api/decisions"))).EnumerateArray()
            .Any(decision => decision.GetProperty("kind").GetString() == kind));

    private static async Task WhenAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition()) await looks.WaitForNextTickAsync(patience.Token);
    }

    private async Task<JsonElement> GetAsync() =>
        JsonElement.Parse(await _http.GetStringAsync(new Uri(_node.BaseAddress, "/api/models")));

    private async Task<JsonElement> SwitchAsync(string folder)
    {
        var (status, text) = await PostAsync("/api/models", Order(folder));
        status.ShouldBe(HttpStatusCode.OK, text);
        return JsonElement.Parse(text);
    }

    private static string Order(string folder) => JsonSerializer.Serialize(new { folder });

    private async Task<(HttpStatusCode Status, string Text)> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(_node.BaseAddress, path), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
