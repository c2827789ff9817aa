using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AquaTope.Host.Configuration;
using AquaTope.Host.Configuration.Protection;
using AquaTope.Host.OpenWhisk;
using AquaTope.Host.Security.Keys;
using AquaTope.Host.Tests.Cli;
using AquaTope.Host.Tests.Ingestion;
using AquaTope.Host.Tests.Node;

namespace AquaTope.Host.Tests.Security;

/// <summary>
/// A node that knows secrets is given every reason to complain, and nothing of all that
/// it says and writes may hold one.
/// </summary>
public sealed class SecretsSpecs : IDisposable
{
    private const string HookKey = "SECRET-hook-4c1d";
    private const string DatabasePassword = "SECRET-database-77aa";
    private const string Mistyped = "SECRET-mistyped-0e0e";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_node_that_complains_shows_no_secret()
    {
        await using var platform = await ManagedPlatform.StartAsync("resize");
        var data = Path.Combine(_folder.Path, "data");
        var key = new KeyFile(Path.Combine(data, "keys.json")).Add("ci", Scopes.Ingest);
        // The platform is reached, and refuses this key.
        var auth = $"{Guid.NewGuid()}:SECRET-openwhisk-{new string('x', 48)}";
        var configuration = await WriteAsync($$"""
            {
              "Ingest": { "HookKey": "{{HookKey}}" },
              "OpenWhisk": { "Endpoint": "{{platform.BaseAddress}}", "Auth": "{{auth}}" },
              "Window": { "Seconds": 1 }
            }
            """);
        var said = new StringBuilder();
        await using (var node = await NodeProcess.StartAsync(data, configuration))
        {
            await node.ReadyAsync();
            string?[] headers = [null, $"Bearer {Mistyped}", $"Basic {Mistyped}", $"Bearer {key}", $"Bearer {HookKey}"];
            (string Request, string Body)[] requests =
            [
                ("GET /api/workflows", ""), ("GET /api/audit", ""), ("GET /metrics", ""),
                ("DELETE /api/workflows/none", ""),
                ("POST /hooks/activations", "[{"), ("POST /hooks/activations", Records.Full()),
                ("POST /hooks/workflows", """{"name":"w","functions":["resize"],"qos":1}"""), ("POST /hooks/workflows", "{"),
                ("GET /api/decisions?limit=many", ""), ("GET /nothing", "")
            ];
            foreach (var header in headers)
                foreach (var (request, body) in requests)
                    said.AppendLine(await AskAsync(node.Client, request, body, header));
            (await node.SignalAsync("TERM")).ShouldBe(0);
            said.AppendLine(node.Log);
        }

        var written = Everything(data) + said;
        written.ShouldContain("hook-key", customMessage: "what is looked through is what the node wrote");
        ShouldHoldNone(written, [HookKey, Mistyped, key.Split(':')[1], auth.Split(':')[1], Base64(auth), Base64(key)]);
    }

    [Fact]
    public async Task A_node_without_its_database_shows_no_password()
    {
        var connection =
            $"Host=127.0.0.1;Port=1;Database=aquatope;Username=aquatope;Password={DatabasePassword};Timeout=1";
        var configuration = await WriteAsync($$"""
            {
              "Database": "{{connection}}",
              "OpenWhisk": { "Endpoint": "http://127.0.0.1:1", "Auth": "uuid:SECRET-openwhisk" }
            }
            """);
        var data = Path.Combine(_folder.Path, "data");
        await using var node = await NodeProcess.StartAsync(data, configuration);
        await node.EventuallyAsync("complain of its journal", () => Task.FromResult(
            node.Log.Contains("refused", StringComparison.OrdinalIgnoreCase)));
        using var answer = await node.Client.GetAsync("/healthz/ready");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        using var workflows = await node.Client.GetAsync("/api/workflows");
        var said = await workflows.Content.ReadAsStringAsync();
        await node.KillAsync();

        ShouldHoldNone(Everything(data) + said + node.Log, [DatabasePassword, "SECRET-openwhisk"]);
    }

    [Theory]
    [InlineData("""{"Database":"Host=127.0.0.1;Pasword=SECRET-x","OpenWhisk":{"Endpoint":"http://127.0.0.1:1","Auth":"u:k"}}""")]
    [InlineData("""{"OpenWhisk":{"Endpoint":"http://127.0.0.1:1","Auth":"SECRET-x"}}""")]
    [InlineData("""{"OpenWhisk":{"Endpoint":"http://SECRET-x:SECRET-x@127.0.0.1:1","Auth":"u:k"}}""")]
    [InlineData("""{"Ingest":{"HookKey":"SECRET"}}""")]
    public async Task A_secret_that_is_no_good_is_not_told_in_saying_so(string content)
    {
        var run = await CommandLineRun.OfAsync(
            "serve", "--port", "0", "--config", await WriteAsync(content), "--data",
            Path.Combine(_folder.Path, "data"));

        run.Code.ShouldNotBe(0);
        ShouldHoldNone(run.Output + run.Error, ["SECRET"]);
    }

    [Fact]
    public async Task A_key_on_the_command_line_is_not_told_in_a_complaint()
    {
        foreach (var key in new[] { Mistyped, $"{Mistyped} with spaces", $"uuid:{Mistyped}" })
        {
            var run = await CommandLineRun.OfAsync("status", "--node", "http://127.0.0.1:1", "--key", key);
            run.Code.ShouldNotBe(0);
            ShouldHoldNone(run.Output + run.Error, [Mistyped]);
        }
    }

    [Fact]
    public void No_settings_show_their_secrets_when_they_are_logged()
    {
        var openWhisk = new OpenWhiskOptions
        {
            Endpoint = new Uri("https://openwhisk.example.org"), Auth = "uuid:SECRET",
            Controller = new AdminEndpoint(new Uri("https://controller.example.org"), "user", "SECRET")
        };
        var configuration = new NodeConfiguration
        {
            Database = "Password=SECRET", OpenWhisk = openWhisk, Ingest = new IngestSection { HookKey = "SECRET-key" },
            Http = new HttpSection { Tls = new TlsSection { Password = "SECRET" } },
            Cluster = new ClusterSection { Tls = new ClusterTlsSection { Password = "SECRET" } }
        };
        object[] logged =
        [
            configuration, openWhisk, openWhisk.Controller!, configuration.Ingest, configuration.Http,
            configuration.Cluster, configuration.IngestOptions(), Credentials.Of("Bearer SECRET")!,
            new Actors.JournalSettings(Actors.JournalProvider.PostgreSql, configuration.Database!)
        ];

        foreach (var settings in logged)
            settings.ToString()!.ShouldNotContain("SECRET", Case.Sensitive, settings.GetType().Name);
    }

    private static void ShouldHoldNone(string written, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
        {
            var at = written.IndexOf(secret, StringComparison.Ordinal);
            at.ShouldBe(
                -1,
                at < 0 ? "" : written.Substring(Math.Max(0, at - 200),
                    Math.Min(400, written.Length - Math.Max(0, at - 200))));
        }
    }

    private static string Everything(string folder) => string.Concat(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Encoding.Latin1.GetString(File.ReadAllBytes(path))));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static async Task<string> AskAsync(HttpClient client, string request, string body, string? authorization)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Split(' ')[0]), request.Split(' ')[1]);
        if (body.Length > 0) message.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        if (authorization is not null) message.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await client.SendAsync(message);
        return $"{answer}\n{await answer.Content.ReadAsStringAsync()}";
    }

    private async Task<string> WriteAsync(string configuration)
    {
        var path = Path.Combine(_folder.Path, "aquatope.json");
        await File.WriteAllTextAsync(path, configuration);
        return path;
    }
}
