using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AquaTope.Host.Emulation;

namespace AquaTope.Host.Tests.Cli.Loading;

/// <summary>A platform on loopback that is sent load, and a client with the guest's key.</summary>
internal sealed class LoadedPlatform : IAsyncDisposable
{
    private readonly HttpClient _rest;

    private LoadedPlatform(EmulatedPlatform platform)
    {
        Platform = platform;
        Address = platform.BaseAddress.GetLeftPart(UriPartial.Authority);
        _rest = new HttpClient { BaseAddress = new Uri(platform.BaseAddress, "/api/v1/namespaces/_/") };
        _rest.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(EmulatorOptions.GuestKey)));
    }

    public EmulatedPlatform Platform { get; }

    /// <summary>What <c>--target</c> takes.</summary>
    public string Address { get; }

    public static async Task<LoadedPlatform> StartAsync(EmulatorOptions options) =>
        new(await EmulatedPlatform.StartAsync(options, CancellationToken.None));

    /// <summary>Creates an action whose activations last as the model says.</summary>
    public Task DeployAsync(string name, string model, string more = "") => PutAsync(name, $$"""
        {"exec":{"kind":"nodejs:20","code":"function main(x) { return x }"},
         "annotations":[{"key":"aquatope-model","value":{{model}}}]{{more}}}
        """);

    public async Task PutAsync(string name, string action)
    {
        using var body = new StringContent(action, Encoding.UTF8, "application/json");
        (await _rest.PutAsync($"actions/{name}", body)).EnsureSuccessStatusCode();
    }

    /// <summary>Activations of an action, at most 200 of which are counted.</summary>
    public async Task<int> CountAsync(string name) =>
        (await _rest.GetFromJsonAsync<JsonElement>($"activations?name={name}&limit=200")).GetArrayLength();

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        await Platform.DisposeAsync();
    }
}
