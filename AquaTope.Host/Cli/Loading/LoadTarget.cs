using System.Net;
using System.Text.Json.Nodes;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Ingestion;
using AquaTope.Host.OpenWhisk;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Cli.Loading;

/// <summary>The connection to the platform that <c>load</c> sends to.</summary>
internal sealed class LoadTarget : IDisposable
{
    private const string OwnNamespace = "_";

    private readonly HttpClient _http;
    private readonly Uri _endpoint;
    private readonly OpenWhiskClient _client;
    private readonly FunctionInvoker _invoker;

    private LoadTarget(OpenWhiskOptions options)
    {
        _http = OpenWhiskPlatform.CreateClient(options);
        _endpoint = options.Endpoint;
        _client = new OpenWhiskClient(_http, options, TimeProvider.System);
        _invoker = new FunctionInvoker(
            _client, options, new OwnActivations(), new OutstandingInvocations(), TimeProvider.System);
    }

    /// <exception cref="UsageException">The address or the key has the wrong form.</exception>
    public static LoadTarget At(string address, string key) => new(PlatformAddress.Options("--target", address, key));

    /// <summary>
    /// The name of an action in the key's namespace. Traces of Azure name a function by owner, application and
    /// function: of three parts it is the last.
    /// </summary>
    /// <param name="option">What names the action.</param>
    /// <param name="name">An action, or package and action.</param>
    /// <exception cref="UsageException">No action can have this name.</exception>
    public static FunctionId NameOf(string option, string name)
    {
        var local = name.Split('/') is [_, _, var last] && name[0] != '/' ? last : name;
        return FunctionId.TryParse(name is ['/', ..] ? name : $"{OwnNamespace}/{local}", OwnNamespace, out var function)
            ? function
            : throw new UsageException(
                $"{option} names '{name}', which no action can be called; it takes ACTION or PACKAGE/ACTION");
    }

    /// <summary>Asks the platform for the actions, so that none is missed when invocations are under way.</summary>
    /// <exception cref="UsageException">One of them is not there.</exception>
    /// <exception cref="IOException">The platform does not answer, or not to this key.</exception>
    public async Task<IReadOnlyList<LoadedAction>> FindAsync(
        string option, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var actions = new List<LoadedAction>();
        foreach (var function in names.Select(name => NameOf(option, name)).ToList())
            actions.Add(await FindAsync(option, function, names.Count, cancellation));
        return actions;
    }

    /// <summary>Invokes an action without parameters and waits for its record.</summary>
    public Task<InvocationEnd> InvokeAsync(LoadedAction action, CancellationToken cancellation) =>
        _invoker.InvokeAsync(action.Function, OpenWhiskClient.PathOf(action.Function), [], cancellation);

    public void Dispose() => _http.Dispose();

    private async Task<LoadedAction> FindAsync(
        string option, FunctionId function, int functions, CancellationToken cancellation)
    {
        var reply = await _client.SendAsync(
            HttpMethod.Get, $"{OpenWhiskClient.PathOf(function)}?code=false", null, cancellation);
        return reply switch
        {
            OpenWhiskReply.Answered { Status: HttpStatusCode.OK } found =>
                new LoadedAction(function, IsPlain(found.Json)),
            OpenWhiskReply.Answered { Status: HttpStatusCode.NotFound } => throw Missing(option, function, functions),
            OpenWhiskReply.Answered refused => throw new IOException(
                $"--target is '{_endpoint}', which was asked for the action '{function.Path}'; {refused.Reason}"),
            OpenWhiskReply.Silent silent => throw new IOException($"--target is '{_endpoint}'; {silent.Reason}"),
            _ => throw new InvalidOperationException("The platform answered or it did not.")
        };
    }

    private UsageException Missing(string option, FunctionId function, int functions) => new(
        $"{option} names the action '{function.Path}', which {_endpoint} does not have; deploy it there first" +
        (functions > 1 ? ", or send all series to one action with --workflow NAME --shape FILE" : ""));

    private static bool IsPlain(JsonObject? action) =>
        action.Member("exec").Member("kind").AsText() != "sequence"
        && !(action.Member("annotations") as JsonArray ?? []).Any(one => one.Member("key").AsText() == "conductor");
}
