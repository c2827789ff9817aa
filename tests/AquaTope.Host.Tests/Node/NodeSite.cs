using AquaTope.Host.Emulation;

namespace AquaTope.Host.Tests.Node;

/// <summary>
/// The data and the configuration that successive processes of one node share. Windows last a second.
/// </summary>
internal sealed class NodeSite
{
    private readonly string _configuration;
    private readonly string _data;

    private NodeSite(string folder)
    {
        _configuration = Path.Combine(folder, "aquatope.json");
        _data = Path.Combine(folder, "data");
    }

    /// <summary>Files in which accepted activations are kept until the journal has them.</summary>
    public int SpoolSegments => Directory.GetFiles(Path.Combine(_data, "spool"), "*.spool").Length;

    public static async Task<NodeSite> CreateAsync(string folder, Uri platform)
    {
        var site = new NodeSite(folder);
        await File.WriteAllTextAsync(site._configuration, $$"""
            {
              "Window": { "Seconds": 1, "LatenessSeconds": 0.2 },
              "Ingest": { "RedeliverySeconds": 0 },
              "Tuning": { "RunsToProfile": 1000000, "QuietWindows": 2 },
              "Study": { "Trials": 8, "Repetitions": 1, "RetryAfter": "00:00:01" },
              "OpenWhisk": { "Endpoint": "{{platform}}", "Auth": "{{EmulatorOptions.GuestKey}}" }
            }
            """);
        return site;
    }

    /// <summary>Starts a process and returns when it listens.</summary>
    public Task<NodeProcess> StartNodeAsync() => NodeProcess.StartAsync(_data, _configuration);
}
