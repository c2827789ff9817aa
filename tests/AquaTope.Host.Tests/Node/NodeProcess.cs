using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AquaTope.Host.Tests.OpenWhisk;

namespace AquaTope.Host.Tests.Node;

/// <summary>A node in a process of its own, as an operator starts it with <c>aquatope serve</c>.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private const string Greeting = "node on ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => OnLine(line.Data);
        process.OutputDataReceived += (_, line) => OnLine(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>Answers once the node listens.</summary>
    public HttpClient Client { get; } = new() { Timeout = Patience };

    /// <summary>The process's number.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Everything the process has written.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Starts a node on a free port and returns when it listens.</summary>
    /// <param name="data">Its data directory.</param>
    /// <param name="configuration">Its configuration file.</param>
    /// <param name="options">What else stands on its command line.</param>
    /// <param name="started">Told of the process's number before it does anything.</param>
    /// <param name="release">The folder of another release; this one where none is named.</param>
    public static async Task<NodeProcess> StartAsync(
        string data, string configuration, string[]? options = null, Action<int>? started = null,
        string? release = null)
    {
        var program = Path.Combine(release ?? AppContext.BaseDirectory, "aquatope.dll");
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [program, "serve", "--port", "0", "--data", data, "--config", configuration, .. options ?? []])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        var node = new NodeProcess(Process.Start(start)!);
        started?.Invoke(node.ProcessId);
        node.Client.BaseAddress = await node.Within(node._listening.Task, "listen");
        return node;
    }

    /// <summary>Returns once the node says that it is ready.</summary>
    public Task ReadyAsync() => EventuallyAsync("be ready", async () =>
    {
        using var answer = await Client.GetAsync("/healthz/ready");
        return answer.StatusCode == HttpStatusCode.OK;
    });

    /// <summary>What the node says of its readiness.</summary>
    public async Task<(HttpStatusCode Status, string Text)> ReadinessAsync()
    {
        using var answer = await Client.GetAsync("/healthz/ready");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Returns once the node says that it is not ready, and why; other reasons may come before.</summary>
    public Task UnreadyAsync(string why) => EventuallyAsync($"say that {why}", async () =>
    {
        var (status, text) = await ReadinessAsync();
        return status == HttpStatusCode.ServiceUnavailable && text.Contains(why, StringComparison.Ordinal);
    });

    /// <summary>Registers a workflow; answers whether it was new to the node.</summary>
    public async Task<bool> RegisterAsync(string workflow)
    {
        var answer = await PostAsync("/hooks/workflows", workflow);
        answer.Status.ShouldBe(HttpStatusCode.Accepted, answer.Text);
        return JsonElement.Parse(answer.Text).GetProperty("new").GetBoolean();
    }

    /// <summary>Posts a JSON document, whatever the answer.</summary>
    public async Task<(HttpStatusCode Status, string Text)> PostAsync(string path, string document)
    {
        using var content = new StringContent(document, Encoding.UTF8, "application/json");
        using var answer = await Client.PostAsync(path, content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Returns once the node counts exactly so many invocations of each function.</summary>
    public async Task CountsAsync(IReadOnlyDictionary<string, long> expected)
    {
        var counts = "";
        var wanted = Text(expected);
        try
        {
            await EventuallyAsync("count", async () => (counts = Text(await ReadCountsAsync())) == wanted);
        }
        catch (TimeoutException)
        {
            counts.ShouldBe(wanted, Log);
        }
    }

    /// <summary>Returns once the node counts more invocations of a function than it does now.</summary>
    public async Task CountsOnAsync(string function)
    {
        var before = (await ReadCountsAsync()).GetValueOrDefault(function);
        await EventuallyAsync("count on", async () => (await ReadCountsAsync()).GetValueOrDefault(function) > before);
    }

    /// <summary>Looks again and again, within a bound, until what is asked for is so.</summary>
    public async Task EventuallyAsync(string what, Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var looks = new PeriodicTimer(BetweenLooks);
        try
        {
            while (!await isSo())
                if (patience.IsCancellationRequested || !await looks.WaitForNextTickAsync())
                    throw new TimeoutException($"The node did not {what} within {Patience}. It wrote:\n{Log}");
        }
        catch (HttpRequestException gone)
        {
            throw new InvalidOperationException($"The node did not {what}: {gone.Message}. It wrote:\n{Log}", gone);
        }
    }

    /// <summary>Ends the process with SIGKILL: it gets no chance to do anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await Within(_process.WaitForExitAsync(), "die");
    }

    /// <summary>Sends the process a signal by name, <c>TERM</c> or <c>INT</c>, and returns its exit code.</summary>
    public async Task<int> SignalAsync(string signal)
    {
        await SendAsync(signal);
        return await EndedAsync($"end after SIG{signal}");
    }

    /// <summary>Sends the process a signal that it lives on after, <c>STOP</c> or <c>CONT</c>.</summary>
    public async Task SendAsync(string signal)
    {
        var pid = _process.Id.ToString(CultureInfo.InvariantCulture);
        await CommandRun.OfAsync("sh", ["-c", $"kill -{signal} {pid}"], new Dictionary<string, string>());
    }

    /// <summary>Returns the exit code once the process has ended by itself.</summary>
    public async Task<int> EndedAsync(string what = "end by itself")
    {
        await Within(_process.WaitForExitAsync(), what);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private async Task<Dictionary<string, long>> ReadCountsAsync() =>
        (await Client.GetFromJsonAsync<JsonElement>("/api/functions")).EnumerateArray().ToDictionary(
            function => function.GetProperty("name").GetString()!,
            function => function.GetProperty("invocations").GetInt64());

    private static string Text(IEnumerable<KeyValuePair<string, long>> counts) =>
        string.Join(
            ", ",
            counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));

    private async Task<T> Within<T>(Task<T> task, string what)
    {
        await Within((Task)task, what);
        return await task;
    }

    private async Task Within(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The node did not {what} within {Patience}. It wrote:\n{Log}");
        }
    }

    private void OnLine(string? line)
    {
        if (line is null)
        {
            _listening.TrySetException(new InvalidOperationException($"The node ended early. It wrote:\n{Log}"));
            return;
        }
        _log.Enqueue(line);
        if (line.StartsWith(Greeting, StringComparison.Ordinal))
            _listening.TrySetResult(new Uri(line[Greeting.Length..].Split(' ')[0]));
    }
}
