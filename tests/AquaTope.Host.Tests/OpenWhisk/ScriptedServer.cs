using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace AquaTope.Host.Tests.OpenWhisk;

/// <summary>
/// A platform that knows a script: each request must be the next of its turns, or for requests sent side by side any of
/// the turns not taken yet.
/// </summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly List<Turn> _turns = [];
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly Lock _lock = new();

    /// <summary>The requests so far, as <c>METHOD path body</c>.</summary>
    public IReadOnlyCollection<string> Seen => _seen;

    /// <summary>The credentials of the requests so far.</summary>
    public ConcurrentQueue<string> Credentials { get; } = new();

    /// <summary>Whether requests may come in another order than that of the script.</summary>
    public bool InAnyOrder { get; init; }

    /// <summary>Adds a turn: the request it expects and the answer it gives.</summary>
    public ScriptedServer On(string request, int status, string body, Task? after = null, string? activation = null)
    {
        _turns.Add(new Turn(request, (HttpStatusCode)status, body, after ?? Task.CompletedTask, activation));
        return this;
    }

    /// <summary>Adds a turn that finds nobody.</summary>
    public ScriptedServer OnNobody(string request)
    {
        _turns.Add(new Turn(request, default, "", Task.CompletedTask, null));
        return this;
    }

    /// <summary>Asserts that the script was played to its end.</summary>
    public void IsOver() => _turns.Select(turn => turn.Request).ShouldBeEmpty();

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : " " + await request.Content.ReadAsStringAsync(cancellationToken);
        var line = $"{request.Method} {request.RequestUri!.Authority}{request.RequestUri.PathAndQuery}{body}"
            .Replace("whisk.test/api/v1/namespaces/", "~/", StringComparison.Ordinal);
        _seen.Enqueue(line);
        Credentials.Enqueue(Encoding.UTF8.GetString(
            Convert.FromBase64String(request.Headers.Authorization!.Parameter!)));

        var turn = Take(line);
        await turn.After.WaitAsync(cancellationToken);
        if (turn.Status == default) throw new HttpRequestException("Connection refused");
        var response = new HttpResponseMessage(turn.Status) { Content = new StringContent(turn.Body) };
        if (turn.Activation is not null) response.Headers.Add("x-openwhisk-activation-id", turn.Activation);
        return response;
    }

    private Turn Take(string line)
    {
        lock (_lock)
        {
            var place = InAnyOrder ? _turns.FindIndex(turn => turn.Request == line) : 0;
            if (place < 0 || _turns.Count == 0 || _turns[place].Request != line)
            {
                var expected = _turns.Take(InAnyOrder ? _turns.Count : 1).Select(turn => turn.Request);
                throw new ShouldAssertException($"came: {line}\nexpected: {string.Join("\nor: ", expected)}");
            }
            var turn = _turns[place];
            _turns.RemoveAt(place);
            return turn;
        }
    }

    private sealed record Turn(string Request, HttpStatusCode Status, string Body, Task After, string? Activation);
}
