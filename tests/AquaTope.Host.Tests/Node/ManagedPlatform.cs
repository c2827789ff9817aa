using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AquaTope.Host.Emulation;

namespace AquaTope.Host.Tests.Node;

/// <summary>An emulated OpenWhisk, fifty times as fast as real time, with actions for a node to manage.</summary>
internal sealed class ManagedPlatform : IAsyncDisposable
{
    /// <summary>The memory that every action is deployed with.</summary>
    public const int DeployedMegabytes = 512;

    private readonly EmulatedPlatform _platform;
    private readonly HttpClient _client;

    private ManagedPlatform(EmulatedPlatform platform)
    {
        _platform = platform;
        _client = new HttpClient { BaseAddress = new Uri(platform.BaseAddress, "/api/v1/namespaces/_/") };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(EmulatorOptions.GuestKey)));
    }

    public Uri BaseAddress => _platform.BaseAddress;

    public static async Task<ManagedPlatform> StartAsync(params string[] actions)
    {
        var platform = new ManagedPlatform(
            await EmulatedPlatform.StartAsync(new EmulatorOptions { TimeScale = 50 }, CancellationToken.None));
        foreach (var action in actions) await platform.DeployAsync(action);
        return platform;
    }

    /// <summary>
    /// An action's version and memory limit. The platform counts the version up with every change of the action.
    /// </summary>
    public async Task<(string Version, int Megabytes)> LimitsAsync(string action)
    {
        var found = await _client.GetFromJsonAsync<JsonElement>($"actions/{action}");
        return (found.GetProperty("version").GetString()!,
            found.GetProperty("limits").GetProperty("memory").GetInt32());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _platform.DisposeAsync();
    }

    private async Task DeployAsync(string action)
    {
        using var answer = await _client.PutAsJsonAsync($"actions/{action}", new
        {
            exec = new { kind = "nodejs:default", code = "function main(a) { return a }" },
            limits = new { memory = DeployedMegabytes },
            annotations = new[] { new { key = "aquatope-model", value = new { work = 0.5 } } }
        });
        answer.EnsureSuccessStatusCode();
    }
}
