using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AquaTope.Host.Configuration.Protection;
using AquaTope.Host.Security.Access;
using AquaTope.Host.Security.Keys;
using AquaTope.Host.Tests.Node;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AquaTope.Host.Tests.Security;

public sealed class AccessSpecs : IAsyncLifetime, IDisposable
{
    private static readonly (string Request, string Scope)[] Guarded =
    [
        ("POST /hooks/activations", "ingest"), ("POST /hooks/workflows", "operate"), ("GET /api/workflows", "read"),
        ("GET /api/workflows/images", "read"), ("DELETE /api/workflows/images", "operate"),
        ("GET /api/functions", "read"),
        ("GET /api/decisions", "read"), ("GET /api/decisions/1/explanation", "read"), ("GET /api/cluster", "read"),
        ("GET /api/audit", "operate"), ("GET /metrics", "read"),
        ("GET /api/models", "read"), ("POST /api/models", "operate"), ("POST /api/models/rollback", "operate"),
        ("GET /api/gateway", "read"), ("POST /api/halt", "operate"), ("POST /api/resume", "operate"),
        ("GET /api/configurations", "read"), ("POST /api/rollback", "operate"),
        ("PUT /api/workflows/images/mode", "operate")
    ];

    private readonly RunningNode _node = new();
    private readonly Dictionary<string, string> _keys = [];
    private KeyFile _file = null!;

    public async Task InitializeAsync()
    {
        await _node.InitializeAsync(configuration =>
        {
            _file = configuration.KeysFile();
            foreach (var scope in new[] { "ingest", "read", "operate" })
            {
                ScopeNames.TryParse(scope, out var scopes).ShouldBeTrue();
                _keys[scope] = _file.Add($"for-{scope}", scopes);
            }
            return configuration with { Limits = new LimitsSection { RefusalsPerMinute = 1000 } };
        });
        await _node.ReadyAsync();
    }

    public Task DisposeAsync() => _node.DisposeAsync();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task Each_request_needs_its_scope_and_no_other_will_do()
    {
        foreach (var (request, needed) in Guarded)
        {
            var anonymous = await SendAsync(request, null);
            anonymous.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, request);
            anonymous.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
            (await DetailOf(anonymous)).ShouldContain($"scope {needed}");

            foreach (var (scope, key) in _keys)
            {
                var answer = await SendAsync(request, new AuthenticationHeaderValue("Bearer", key));
                if (scope == needed)
                {
                    answer.StatusCode.ShouldNotBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
                    continue;
                }
                answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{request} with {scope}");
                var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
                problem.GetProperty("scope").GetString().ShouldBe(needed);
                problem.GetProperty("detail").GetString().ShouldBe(
                    $"The key 'for-{scope}' lacks scope {needed}; it has {scope}.");
            }
        }
    }

    [Fact]
    public void Every_endpoint_says_whom_it_answers()
    {
        var endpoints = _node.Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
            .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();

        endpoints.ShouldNotBeEmpty();
        foreach (var endpoint in endpoints)
            endpoint.Metadata.GetMetadata<AccessRule>().ShouldNotBeNull(endpoint.RoutePattern.RawText);
        endpoints.Count(endpoint => endpoint.Metadata.GetMetadata<AccessRule>()!.Scope != Scopes.None)
            .ShouldBe(Guarded.Length, "each of them stands in the list above");
    }

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    [InlineData("/")]
    [InlineData("/status.js")]
    public async Task Health_and_the_page_itself_answer_everybody(string path)
    {
        using var answer = await _node.Client.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
    }

    [Fact]
    public async Task A_method_that_no_endpoint_takes_opens_nothing() =>
        (await SendAsync("PUT /api/workflows", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Who_tries_basic_authentication_is_asked_for_it()
    {
        using var answer = await SendAsync("GET /api/cluster", KeyMaking.Basic("nobody:nothing"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Basic");
        (await SendAsync("GET /api/cluster", KeyMaking.Basic(_keys["read"]))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Changes_and_refusals_are_told_by_the_audit()
    {
        const string workflow = """{"name":"audited","functions":["resize"],"qos":1}""";
        await SendAsync("POST /hooks/workflows", Key("operate"), workflow);
        await SendAsync("POST /hooks/workflows", Key("operate"), """{"name":"audited","functions":["decode"],"qos":1}""");
        await SendAsync("DELETE /api/workflows/audited", Key("operate"));
        await SendAsync("DELETE /api/workflows/audited", Key("read"));
        await SendAsync("GET /api/workflows?key=not-to-be-shown", null);
        await SendAsync("GET /api/workflows", Key("read"));

        using var answer = await SendAsync("GET /api/audit", Key("operate"));
        var records = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).EnumerateArray().ToList();

        records.Select(record => record.GetProperty("id").GetInt64()).ShouldBe([1, 2, 3, 4, 5]);
        records.Select(Line).ShouldBe(
        [
            "for-operate register-workflow audited 127.0.0.1 done 202",
            "for-operate register-workflow audited 127.0.0.1 refused 409",
            "for-operate retire-workflow audited 127.0.0.1 done 204",
            "for-read DELETE /api/workflows/audited  127.0.0.1 refused 403",
            "unknown GET /api/workflows  127.0.0.1 refused 401"
        ]);
        records[^1].GetProperty("detail").GetString().ShouldBe("no key was presented");
        using var rest = await SendAsync("GET /api/audit?after=4&limit=1", Key("operate"));
        JsonElement.Parse(await rest.Content.ReadAsStringAsync()).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_revoked_key_is_turned_away_without_a_restart()
    {
        (await SendAsync("GET /api/cluster", Key("read"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        _file.Revoke("for-read");

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((await SendAsync("GET /api/cluster", Key("read"))).StatusCode != HttpStatusCode.Unauthorized)
            await looks.WaitForNextTickAsync(patience.Token);
    }

    private AuthenticationHeaderValue Key(string scope) => new("Bearer", _keys[scope]);

    private async Task<HttpResponseMessage> SendAsync(
        string request, AuthenticationHeaderValue? key, string body = "[]")
    {
        var (method, path) = (request.Split(' ')[0], request.Split(' ')[1]);
        using var message = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST") message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        message.Headers.Authorization = key;
        return await _node.Client.SendAsync(message);
    }

    private static async Task<string> DetailOf(HttpResponseMessage answer) =>
        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("detail").GetString()!;

    private static string Line(JsonElement record) => string.Join(
        ' ', new[] { "who", "action", "subject", "from", "outcome", "status" }.Select(part =>
            record.TryGetProperty(part, out var value) ? value.ToString() : ""));
}
