using System.Net;
using System.Text;
using System.Text.Json;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Tests.Node;

/// <summary>
/// Senders that post activations at once, each until it is answered 202: what a dying node leaves unanswered is posted
/// to its successor again.
/// </summary>
internal sealed class ActivationLoad : IDisposable
{
    private const int MostPerRequest = 5;

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly Random _random;
    private readonly IReadOnlyList<string> _functions;
    private readonly TimeSpan? _pace;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _accepted = new(StringComparer.Ordinal);
    private readonly List<(int Requests, TaskCompletionSource Reached)> _marks = [];
    private TaskCompletionSource<Uri> _node = NewNode();
    private volatile bool _finishing;
    private Task _senders = Task.CompletedTask;
    private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _id;
    private int _answered;

    /// <param name="seed">Decides how many activations of which functions a request holds.</param>
    /// <param name="functions">Names of functions of the namespace <c>guest</c>.</param>
    /// <param name="firstId">
    /// The number before that of the first activation; loads beside each other need their own.
    /// </param>
    /// <param name="pace">How long a sender waits between two requests; without one, it does not.</param>
    public ActivationLoad(int seed, IReadOnlyList<string> functions, int firstId = 0, TimeSpan? pace = null)
    {
        _random = new Random(seed);
        (_functions, _id, _pace) = (functions, firstId, pace);
        foreach (var function in functions) _accepted[$"guest/{function}"] = 0;
    }

    /// <summary>Activations answered 202, by function.</summary>
    public IReadOnlyDictionary<string, long> Accepted
    {
        get { lock (_lock) return new SortedDictionary<string, long>(_accepted, StringComparer.Ordinal); }
    }

    public void Start(int senders) => _senders = Task.WhenAll(Enumerable.Range(0, senders).Select(_ => SendAsync()));

    /// <summary>From now on requests go there.</summary>
    public void SendTo(Uri node) => _node.SetResult(node);

    /// <summary>From now on senders wait to be told of a node.</summary>
    public void Hold()
    {
        if (_node.Task.IsCompleted) _node = NewNode();
    }

    /// <summary>Completes when so many more requests have been answered 202.</summary>
    public Task AnsweredAsync(int requests)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) _marks.Add((_answered + requests, reached));
        return Task.WhenAny(reached.Task, _senders).Unwrap();
    }

    /// <summary>Completes when a request was answered 503 for the first time.</summary>
    public Task RefusedAsync() => Task.WhenAny(_refused.Task, _senders).Unwrap();

    /// <summary>Has every sender's last request answered and sends no more.</summary>
    public Task FinishAsync()
    {
        _finishing = true;
        return _senders;
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync()
    {
        using var ticks = _pace is { } pace ? new PeriodicTimer(pace) : null;
        while (!_finishing)
        {
            if (ticks is not null) await ticks.WaitForNextTickAsync();
            var functions = Draw();
            var body = Body(functions);
            while (!await IsAcceptedAsync(body, functions.Length))
                if (ticks is not null)
                    await ticks.WaitForNextTickAsync();
            Note(functions);
        }
    }

    private async Task<bool> IsAcceptedAsync(string body, int records)
    {
        var node = await _node.Task;
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await _client.PostAsync(new Uri(node, "/hooks/activations"), content);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) _refused.TrySetResult();
            if (answer.StatusCode != HttpStatusCode.Accepted) return false;
            var counts = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
            (counts.GetProperty("accepted").GetInt32() + counts.GetProperty("duplicates").GetInt32()).ShouldBe(records);
            return true;
        }
        catch (Exception died) when (died is HttpRequestException or TaskCanceledException)
        {
            // The node died under the request, or does not answer it, before or after it was accepted.
            return false;
        }
    }

    private string[] Draw()
    {
        lock (_lock) return _random.GetItems([.. _functions], _random.Next(1, MostPerRequest + 1));
    }

    private string Body(string[] functions)
    {
        var start = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        return $"[{string.Join(',', functions.Select(function => $$"""
            {"activationId":"{{new ActivationId((UInt128)(uint)Interlocked.Increment(ref _id))}}","start":{{start}},
             "duration":40,"namespace":"guest","name":"{{function}}","statusCode":0,"annotations":[]}
            """))}]";
    }

    private void Note(string[] functions)
    {
        lock (_lock)
        {
            foreach (var function in functions) _accepted[$"guest/{function}"]++;
            _answered++;
            foreach (var mark in _marks.Where(mark => mark.Requests <= _answered)) mark.Reached.TrySetResult();
            _marks.RemoveAll(mark => mark.Requests <= _answered);
        }
    }

    private static TaskCompletionSource<Uri> NewNode() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
