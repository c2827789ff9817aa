using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Cli.Nodes;

/// <summary>A running node, as the verbs that talk to one see it.</summary>
internal sealed class NodeClient : IDisposable
{
    /// <summary>Where the key is looked for that no option gives.</summary>
    public const string KeyVariable = "AQUATOPE_KEY";

    private const string DefaultAddress = "http://127.0.0.1:8080";

    /// <summary>
    /// Longer than the node itself waits for its actors, so that it is the node that says what is missing.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;

    private NodeClient(Uri address, AuthenticationHeaderValue? key)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = Patience };
        _http.DefaultRequestHeaders.Authorization = key;
    }

    public Uri Address => _http.BaseAddress!;

    /// <summary>The option that names the node.</summary>
    public static Option<string> AddressOption() => new("--node")
    {
        HelpName = "URL",
        Description = "The node to talk to.",
        DefaultValueFactory = _ => DefaultAddress
    };

    /// <summary>The option that gives the key.</summary>
    public static Option<string?> KeyOption() => new("--key")
    {
        HelpName = "KEY",
        Description =
            $"The key, where the node asks for one; better in {KeyVariable}, which no list of processes shows."
    };

    /// <param name="text">Its address.</param>
    /// <param name="key">Its key; where none is given, that of the environment.</param>
    /// <exception cref="UsageException">The text is no address of a node, or the key no key.</exception>
    public static NodeClient At(string text, string? key) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new NodeClient(
                address.AbsolutePath.EndsWith('/') ? address : new Uri(text + "/"),
                Authorization(key ?? Environment.GetEnvironmentVariable(KeyVariable)))
            : throw new UsageException($"--node is '{text}'; it takes a URL such as {DefaultAddress}");

    /// <summary>Reads what lies at a path relative to the node's address.</summary>
    /// <exception cref="IOException">The node did not answer, or not with what was asked for.</exception>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> shape, CancellationToken cancellation) =>
        Read(path, shape, await AskAsync(path, cancellation));

    /// <summary>The same; nothing where the node says that it cannot be had at the moment.</summary>
    /// <exception cref="IOException">The node did not answer, or not with what was asked for.</exception>
    public async Task<T?> GetIfThereAsync<T>(string path, JsonTypeInfo<T> shape, CancellationToken cancellation)
        where T : class =>
        await AskAsync(path, cancellation) is { Status: not HttpStatusCode.ServiceUnavailable } answer
            ? Read(path, shape, answer)
            : null;

    private T Read<T>(string path, JsonTypeInfo<T> shape, NodeAnswer answer)
    {
        if (IsRefusal(answer)) throw Refusal(answer);
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
    public Task<NodeAnswer> PostAsync(string path, byte[] document, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, document, cancellation);

    /// <summary>Has the node carry an order out, and returns its answer.</summary>
    /// <exception cref="UsageException">The node refuses the order, in its own words.</exception>
    /// <exception cref="IOException">The node did not answer, or could not.</exception>
    public async Task<TAnswer> OrderAsync<TOrder, TAnswer>(
        string path, TOrder order, JsonTypeInfo<TOrder> body, JsonTypeInfo<TAnswer> shape,
        CancellationToken cancellation, HttpMethod? method = null)
    {
        var answer = await SendAsync(
            method ?? HttpMethod.Post, path, JsonSerializer.SerializeToUtf8Bytes(order, body), cancellation);
        if (IsRefusal(answer)) throw Refusal(answer);
        if (answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict)
            throw new UsageException((answer.Detail ?? "the node says no more").TrimEnd('.'));
        if (answer.Status != HttpStatusCode.OK) throw Failure(path, answer);
        return JsonSerializer.Deserialize(answer.Text, shape) ?? throw Failure(path, answer);
    }

    /// <summary>An answer that the verb cannot do anything with.</summary>
    public IOException Failure(string path, NodeAnswer answer) => new(
        $"{Address}{path} answered {(int)answer.Status}" + (answer.Detail is { } detail
            ? $": {detail}"
            : $", and no more, as no AquaTope node does; --node takes its address alone, such as {DefaultAddress}"));

    /// <summary>Whether the answer is that the key is missing, wrong, or not for this.</summary>
    public static bool IsRefusal(NodeAnswer answer) =>
        answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    /// <summary>What the user is told who has no key, or one that is not for this.</summary>
    public UsageException Refusal(NodeAnswer answer) => new(
        $"the node at {Address} says: {(answer.Detail ?? "this needs another key").TrimEnd('.')}; give it with --key " +
        $"or in {KeyVariable}");

    public void Dispose() => _http.Dispose();

    private static AuthenticationHeaderValue? Authorization(string? key)
    {
        if (string.IsNullOrWhiteSpace(key)) return null;
        var text = key.Trim();
        if (!text.All(letter => letter is > ' ' and <= '~'))
            throw new UsageException($"--key or {KeyVariable} holds a character that no key has");
        return text.Contains(':', StringComparison.Ordinal)
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(text)))
            : new AuthenticationHeaderValue("Bearer", text);
    }

    private async Task<NodeAnswer> SendAsync(
        HttpMethod method, string path, byte[] document, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(document) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await SendAsync(request, cancellation);
    }

    private async Task<NodeAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.SendAsync(request, cancellation);
            return new NodeAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
        }
        catch (HttpRequestException unreachable)
        {
            // Of TLS that fails only the inner exception says why.
            throw NoAnswer(unreachable.GetBaseException().Message.TrimEnd('.'), unreachable);
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
