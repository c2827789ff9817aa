using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AquaTope.Actors.Fencing;
using AquaTope.Models.Identity;

namespace AquaTope.Host.OpenWhisk;

/// <summary>
/// Sends single requests to the platform and its internal endpoints. No answer is a value; only the caller's own
/// cancellation is thrown.
/// </summary>
internal sealed class OpenWhiskClient(HttpClient http, OpenWhiskOptions options, TimeProvider time)
{
    private readonly string _key = Basic(options.Auth);

    /// <summary>The path of a function below <c>/api/v1</c>.</summary>
    public static string PathOf(FunctionId function) =>
        $"namespaces/{Uri.EscapeDataString(function.Namespace)}/actions/" +
        string.Join('/', function.Path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>A call to a path below <c>/api/v1</c>, with the namespace's key.</summary>
    public Task<OpenWhiskReply> SendAsync(
        HttpMethod method, string path, JsonNode? body, CancellationToken cancellation, TimeSpan? timeout = null) =>
        SendAsync(
            method, At(options.Endpoint, $"api/v1/{path}"), _key,
            body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
            timeout ?? options.CallTimeout, cancellation);

    /// <summary>What the platform says of itself at <c>GET /</c>.</summary>
    public Task<OpenWhiskReply> DescribeAsync(CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, At(options.Endpoint, ""), _key, null, options.CallTimeout, cancellation);

    /// <summary>A call to an internal endpoint, with its own account; a body is sent as plain text.</summary>
    public Task<OpenWhiskReply> SendAsync(
        HttpMethod method, AdminEndpoint endpoint, string path, string? text, CancellationToken cancellation) =>
        SendAsync(
            method, At(endpoint.Endpoint, path), Basic($"{endpoint.User}:{endpoint.Password}"),
            text is null ? null : new StringContent(text, Encoding.UTF8, "text/plain"),
            options.CallTimeout, cancellation);

    private async Task<OpenWhiskReply> SendAsync(
        HttpMethod method, Uri address, string credentials, HttpContent? content, TimeSpan timeout,
        CancellationToken cancellation)
    {
        // A call may be several requests, and the right to change something may end between two of them.
        if (method != HttpMethod.Get && !FencedCall.MayChange)
            return new OpenWhiskReply.Silent($"{method} {address} was not sent, since the lease for it has run out");
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            var body = await response.Content.ReadAsStringAsync(either.Token);
            response.Headers.TryGetValues("x-openwhisk-activation-id", out var activations);
            return new OpenWhiskReply.Answered(response.StatusCode, body, activations?.First());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var seconds = timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            return new OpenWhiskReply.Silent($"{method} {address} was not answered within {seconds} s");
        }
        catch (HttpRequestException e)
        {
            return new OpenWhiskReply.Silent($"{method} {address}: {e.Message}");
        }
    }

    private static Uri At(Uri endpoint, string path) => new($"{endpoint.AbsoluteUri.TrimEnd('/')}/{path}");

    private static string Basic(string credentials) => Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));
}
