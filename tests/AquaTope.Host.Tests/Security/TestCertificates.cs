using System.Text.RegularExpressions;
using AquaTope.Host.Tests.Ingestion;
using AquaTope.Host.Tests.OpenWhisk;

namespace AquaTope.Host.Tests.Security;

/// <summary>
/// An authority and certificates of nodes, made by the very commands that <c>docs/operations.md</c> gives.
/// </summary>
internal sealed partial class TestCertificates : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Authority => Path.Combine(_folder.Path, "authority.crt");

    public string Certificate(string node) => Path.Combine(_folder.Path, $"{node}.crt");

    public string Key(string node) => Path.Combine(_folder.Path, $"{node}.key");

    /// <summary>Makes an authority; skips the calling test where there is no openssl.</summary>
    public static async Task<TestCertificates> CreateAsync(params string[] nodes)
    {
        (await CommandRun.OfAsync("openssl", ["version"], new Dictionary<string, string>())).ExitCode.ShouldBe(0);
        var certificates = new TestCertificates();
        await certificates.RunAsync("authority", "");
        foreach (var node in nodes) await certificates.AddAsync(node);
        return certificates;
    }

    /// <summary>Makes a node's certificate, or renews it.</summary>
    public Task AddAsync(string node) => RunAsync("node", node);

    public void Dispose() => _folder.Dispose();

    private async Task RunAsync(string block, string node)
    {
        var commands = Blocks().Matches(File.ReadAllText(Checkout.PathOf("docs/operations.md")))
            .Single(match => match.Groups["name"].Value == block).Groups["commands"].Value;
        var run = await CommandRun.OfAsync(
            "sh", ["-euc", $"cd '{_folder.Path}'\n{commands}"],
            new Dictionary<string, string> { ["NODE"] = node, ["ADDRESS"] = "127.0.0.1" });
        run.ExitCode.ShouldBe(0, run.Errors);
    }

    [GeneratedRegex(@"^```sh\n# certificates: (?<name>\w+)[^\n]*\n(?<commands>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
