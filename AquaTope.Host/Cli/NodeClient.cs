using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace AquaTope.Host.Cli;

/// <summary>A running node, as the verbs that talk to one see it.</summary>
internal sealed class NodeClient : IDisposable
{
    private const string DefaultAddress = "http://127.0.0.1:8080";

    /// <summary>
    /// Longer than the node itself waits for its actors, so that it is the node that says what is missing.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;

    private NodeClient(Uri address) => _http = new HttpClient { BaseAddress = address, Timeout = Patience };

    public Uri Address => _http.BaseAddress!;

    /// <summary>The option that names the node.</summary>
    public static Option<string> AddressOption() => new("--node")
    {
        HelpName = "URL",
        Description = "The node to talk to.",
        DefaultValueFactory = _ => DefaultAddress
    };

    /// <exception cref="UsageException">The text is no address of a node.</exception>
    public static NodeClient At(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new NodeClient(address.AbsolutePath.EndsWith('/') ? address : new Uri(text + "/"))
            : throw new UsageException($"--node is '{text}'; it takes a URL such as {DefaultAddress}");

    /// <summary>Reads what lies at a path relative to the node's address.</summary>
    /// <exception cref="IOException">The node did not answer, or not with what was asked for.</exception>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> shape, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var answer = await SendAsync(request, cancellation);
        if (answer.Status != HttpStatusCode.OK) throw Failure(path, answer);
        try
        {
            return JsonSerializer.Deserialize(answer.Text, shape) ?? throw new JsonException("It is null.");
        }
        catch (JsonException foreign)
        {
            throw new IOException($"{Address}{path} answered what no AquaTope node does: {foreign.Message}", foreign);
        }
    }

    /// <summary>Whether a path of the node answers 200, and what it says if it does not.</summary>
    /// <exception cref="IOException">The node did not answer.</exception>
    public async Task<NodeAnswer> AskAsync(string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, cancellation);
    }

    /// <summary>Posts a JSON document and returns whatever the node answers.</summary>
    /// <exception cref="IOException">The node did not answer.</exception>
    public async Task<NodeAnswer> PostAsync(string path, byte[] document, string? key, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(document) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await SendAsync(request, cancellation);
    }

    /// <summary>An answer that the verb cannot do anything with.</summary>
    public IOException Failure(string path, NodeAnswer answer) => new(
        $"{Address}{path} answered {(int)answer.Status}: {answer.Detail ?? "nothing more"}");

    public void Dispose() => _http.Dispose();

    private async Task<NodeAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.SendAsync(request, cancellation);
            return new NodeAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
        }
        catch (HttpRequestException unreachable)
        {
            throw NoAnswer(unreachable.Message, unreachable);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw NoAnswer(
                string.Create(CultureInfo.InvariantCulture, $"nothing within {Patience.TotalSeconds} s"), late);
        }
    }

    private IOException NoAnswer(string reason, Exception cause) => new(
        $"no node answers at {Address} ({reason}); start one with '{CommandLine.ProgramName} serve', or name another " +
        "with --node", cause);
}

/// <summary>What a node answered.</summary>
internal sealed record NodeAnswer(HttpStatusCode Status, string Text)
{
    /// <summary>What a problem document says; nothing where the answer is none.</summary>
    public string? Detail => Member("detail");

    /// <summary>The field of the request that a problem document blames.</summary>
    public string? Field => Member("field");

    private string? Member(string name)
    {
        try
        {
            return (JsonNode.Parse(Text) as JsonObject)?[name] is JsonValue value ? value.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
