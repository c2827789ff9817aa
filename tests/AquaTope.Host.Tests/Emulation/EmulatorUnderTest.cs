using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AquaTope.Host.Emulation;
using AquaTope.Models.Simulation;

namespace AquaTope.Host.Tests.Emulation;

/// <summary>An answer: status, JSON body (undefined where it is none), the body as text, and the headers.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body, string Text, HttpResponseHeaders Headers)
{
    public string Error => Body.GetProperty("error").GetString()!;
}

/// <summary>A platform on loopback whose time the test advances, and a client with the guest's key.</summary>
internal sealed class EmulatorUnderTest : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly HttpClient _client;

    private EmulatorUnderTest(EmulatedPlatform platform, VirtualClock clock)
    {
        Platform = platform;
        Clock = clock;
        _client = new HttpClient { BaseAddress = platform.BaseAddress };
    }

    public EmulatedPlatform Platform { get; }

    public VirtualClock Clock { get; }

    public static Task<EmulatorUnderTest> StartAsync() => StartAsync(new EmulatorOptions());

    /// <summary>Containers take 500 ms to create and 100 ms to initialize.</summary>
    public static async Task<EmulatorUnderTest> StartAsync(EmulatorOptions options)
    {
        var clock = new VirtualClock(Start);
        var coldStarts = ColdStartModel.Constant(TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(100));
        var stepped = options with { Time = clock, Simulation = options.Simulation with { ColdStarts = coldStarts } };
        return new EmulatorUnderTest(await EmulatedPlatform.StartAsync(stepped, CancellationToken.None), clock);
    }

    /// <summary>A request below <c>/api/v1/namespaces/_/</c> with the guest's key.</summary>
    public Task<Answer> SendAsync(HttpMethod method, string path, string? body = null) =>
        SendAsync(Request(method, $"/api/v1/namespaces/_/{path}", body));

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> PostAsync(string path, string body = "") => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var json = response.Content.Headers.ContentType?.MediaType == "application/json";
        return new Answer(response.StatusCode, json ? JsonElement.Parse(text) : default, text, response.Headers);
    }

    /// <summary>A request to any path, with the guest's key unless another is given.</summary>
    public static HttpRequestMessage Request(
        HttpMethod method, string path, string? body = null, string? credentials = EmulatorOptions.GuestKey)
    {
        var request = new HttpRequestMessage(method, path);
        if (!string.IsNullOrEmpty(body)) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (credentials is not null)
            request.Headers.Authorization =
                new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        return request;
    }

    /// <summary>Creates an action that takes a second on any resources, unless the annotations say otherwise.</summary>
    public async Task<Answer> CreateActionAsync(
        string name, string annotations = """{"key":"aquatope-model","value":{"work":1}}""", string more = "")
    {
        var answer = await PutAsync(
            $"actions/{name}",
            $$"""{"exec":{"kind":"nodejs:default","code":"function main(a) { return a }"},"annotations":[{{annotations}}]{{more}}}""");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return answer;
    }

    /// <summary>Invokes blocking, and lets so much time pass once the request waits.</summary>
    public async Task<Answer> InvokeAsync(string action, string body = "{}", string query = "", double seconds = 30)
    {
        var pending = PostAsync($"actions/{action}?blocking=true{query}", body);
        await Task.WhenAny(pending, Platform.WhenParkedAsync(1));
        Pass(seconds);
        return await pending;
    }

    public void Pass(double seconds) => Platform.AdvanceTo(Clock.GetUtcNow().AddSeconds(seconds));

    /// <summary>The full records of all activations, the last started first.</summary>
    public async Task<IReadOnlyList<JsonElement>> RecordsAsync() =>
        [.. (await GetAsync("activations?docs=true&limit=200")).Body.EnumerateArray()];

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Platform.DisposeAsync();
    }
}

/// <summary>Reads parts of records.</summary>
internal static class RecordReading
{
    /// <summary>The value of an annotation; <see langword="null"/> when there is none.</summary>
    public static JsonElement? Annotation(this JsonElement entity, string key)
    {
        foreach (var annotation in entity.GetProperty("annotations").EnumerateArray())
            if (annotation.GetProperty("key").GetString() == key)
                return annotation.GetProperty("value");
        return null;
    }

    public static string Text(this JsonElement json, string field) => json.GetProperty(field).GetString()!;

    public static long Number(this JsonElement json, string field) => json.GetProperty(field).GetInt64();

    public static bool Has(this JsonElement json, string field) => json.TryGetProperty(field, out _);
}
