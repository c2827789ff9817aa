using System.Net;
using System.Net.Sockets;
using System.Text;
using AquaTope.Host.Configuration;
using AquaTope.Host.Configuration.Protection;
using AquaTope.Host.Security.Keys;
using AquaTope.Host.Tests.Ingestion;
using AquaTope.Host.Tests.Node;

namespace AquaTope.Host.Tests.Security;

public sealed class LimitsSpecs : IAsyncLifetime, IDisposable
{
    private readonly RunningNode _node = new();
    private string _key = "";

    public Task InitializeAsync() => _node.InitializeAsync(configuration =>
    {
        _key = configuration.KeysFile().Add("ci", Scopes.All);
        return configuration with
        {
            Ingest = new IngestSection { MaxRecords = 3, MaxJsonDepth = 8 },
            Limits = new LimitsSection
            {
                RequestsPerSecond = 1, Burst = 20, RefusalsPerMinute = 5, HeaderBytes = 4096, Headers = 20,
                RequestLineBytes = 1024, BodyBytesPerSecond = 1000, BodyGrace = TimeSpan.FromSeconds(2), Connections = 8
            }
        };
    });

    public Task DisposeAsync() => _node.DisposeAsync();

    public void Dispose() => _node.Dispose();

    [Fact]
    public async Task Who_comes_too_often_without_a_key_is_told_to_wait_and_holders_are_not()
    {
        var answers = new List<NodeAnswer>();
        for (var i = 0; i < 8; i++) answers.Add(await _node.GetAsync("/api/cluster"));

        answers.Take(5).ShouldAllBe(answer => answer.Status == HttpStatusCode.Unauthorized);
        answers[^1].Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answers[^1].RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        Authorize();
        (await _node.GetAsync("/api/cluster")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_to_wait()
    {
        Authorize();
        var answers = new List<NodeAnswer>();
        while (answers.Count < 1000 && answers.LastOrDefault()?.Status != HttpStatusCode.TooManyRequests)
            answers.Add(await _node.GetAsync("/api/cluster"));

        answers.Count.ShouldBeGreaterThan(20, "the burst comes first");
        answers[^1].Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answers[^1].RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        answers[^1].Detail.ShouldContain("Limits:RequestsPerSecond");
        (await _node.GetAsync("/healthz/live")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task More_records_or_levels_than_configured_are_refused()
    {
        Authorize();
        await _node.ReadyAsync();
        var four = string.Join(',', Enumerable.Range(1, 4).Select(id => Records.Full(Records.IdOf(id))));

        (await _node.PostAsync("/hooks/activations", $"[{four}]")).Status.ShouldBe(
            HttpStatusCode.RequestEntityTooLarge);
        (await _node.PostAsync("/hooks/activations", $"[{string.Join(',', Enumerable.Range(1, 3).Select(id => Records.Full(Records.IdOf(id))))}]"))
            .Status.ShouldBe(HttpStatusCode.Accepted);
        (await _node.PostAsync("/hooks/activations", """[{"x":[[[[[[[[[[1]]]]]]]]]]}]""")).Detail.ShouldContain("8 levels");
    }

    [Theory]
    [InlineData("GET /healthz/live HTTP/1.1\r\nHost: localhost\r\nX-Long: {5000}\r\n\r\n", "431")]
    [InlineData("GET /healthz/live?{2000} HTTP/1.1\r\nHost: localhost\r\n\r\n", "414")]
    [InlineData("POST /hooks/activations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999\r\n\r\n", "401")]
    public async Task What_is_too_long_is_refused_before_it_is_read(string request, string status)
    {
        var open = request.IndexOf('{', StringComparison.Ordinal);
        var close = request.IndexOf('}', StringComparison.Ordinal);
        var sent = open < 0
            ? request
            : request[..open] + new string('x', int.Parse(request[(open + 1)..close], null)) + request[(close + 1)..];

        (await ExchangeAsync(sent)).ShouldStartWith($"HTTP/1.1 {status} ");
    }

    [Fact]
    public async Task A_body_that_hardly_comes_in_is_given_up() =>
        (await ExchangeAsync(
            $"POST /hooks/workflows HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {_key}\r\n" +
            "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"))
        .ShouldNotContain("HTTP/1.1 2");

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed()
    {
        var connections = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 8; i++)
                connections.Add(await ConnectedAsync("GET /healthz/live HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            foreach (var connection in connections)
                (await connection.GetStream().ReadAsync(new byte[1])).ShouldBe(1, "it is answered, and stays open");

            (await ExchangeAsync("GET /healthz/live HTTP/1.1\r\nHost: localhost\r\n\r\n")).ShouldBeEmpty();
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    [Fact]
    public void Each_limit_out_of_range_is_named_with_its_value() =>
        new LimitsSection
        {
            RequestsPerSecond = 0, Burst = 0, RefusalsPerMinute = 0, Connections = 0, HeaderBytes = 0, Headers = 0,
            RequestLineBytes = 0, HeaderTimeout = TimeSpan.Zero, BodyBytesPerSecond = 0, BodyGrace = TimeSpan.Zero
        }.Problems().Count().ShouldBe(10);

    private void Authorize() => _node.Client.DefaultRequestHeaders.Authorization = KeyMaking.Basic(_key);

    /// <summary>Sends bytes and returns everything that comes back until the server closes the connection.</summary>
    private async Task<string> ExchangeAsync(string request)
    {
        using var connection = await ConnectedAsync(request);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var answer = new MemoryStream();
        try
        {
            await connection.GetStream().CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // The server need not say good-bye to a sender that breaks the rules.
        }
        return Encoding.ASCII.GetString(answer.ToArray());
    }

    private async Task<TcpClient> ConnectedAsync(string request)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, _node.Client.BaseAddress!.Port);
        try
        {
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        }
        catch (IOException)
        {
            // Closed before it could be asked anything.
        }
        return connection;
    }
}
