using System.CommandLine;
using System.Net;
using System.Text.Json;
using AquaTope.Host.Api;
using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Cli.Nodes;

/// <summary>Registers a workflow with a running node.</summary>
internal sealed class RegisterCommand : Verb
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The workflow as JSON: name, functions or stages, params, and qos in seconds."
    };

    private readonly Option<bool> _replace = new("--replace")
    {
        Description = "Replace another workflow that is registered under the name."
    };

    private readonly Option<string?> _key = NodeClient.KeyOption();

    private readonly Option<string> _node = NodeClient.AddressOption();

    public RegisterCommand() : base(
        "register", "Registers a workflow with a running node, which manages it from then on.",
        "register workflow.json", "register workflow.json --replace --node http://10.0.0.5:8080")
    {
        Add(_file);
        foreach (var option in new Option[] { _replace, _key, _node }) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        var path = run.Required(_file);
        var document = await ReadAsync(path, run.Stopping);
        using var node = NodeClient.At(run.Required(_node), run.Value(_key));
        var hook = run.Value(_replace) ? "hooks/workflows?replace=true" : "hooks/workflows";
        var answer = await node.PostAsync(hook, document, run.Stopping);
        if (answer.Status != HttpStatusCode.Accepted) throw Refusal(path, hook, answer, node);

        var registration = JsonSerializer.Deserialize(answer.Text, NodeJson.Default.RegistrationAnswer)
                           ?? throw node.Failure(hook, answer);
        run.Results.Profile.Out.Writer.WriteLine(Sentence(registration, run.Value(_replace), path));
        await run.WriteJsonAsync(
            new RegistrationDocument(node.Address, registration), NodeJson.Default.RegistrationDocument);
        return ExitCode.Done;
    }

    private static string Sentence(RegistrationAnswer registration, bool replace, string path)
    {
        var how = registration.New ? "is registered" : replace ? $"is now as {path} says" : "was registered already";
        return $"workflow {registration.Name} {how}: {string.Join(", ", registration.Functions)}";
    }

    private static Exception Refusal(string path, string hook, NodeAnswer answer, NodeClient node) =>
        answer.Status switch
        {
            HttpStatusCode.Conflict => new UsageException(
                $"{path}: {About(answer)}; with this verb: --replace"),
            _ when NodeClient.IsRefusal(answer) => node.Refusal(answer),
            HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge => new UsageException(
                $"{path}: {About(answer)}"),
            _ => node.Failure(hook, answer)
        };

    private static string About(NodeAnswer answer)
    {
        var detail = (answer.Detail ?? "the node says no more").TrimEnd('.');
        return answer.Field is { } field && !detail.StartsWith(field, StringComparison.Ordinal)
            ? $"{field}: {detail}"
            : detail;
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path)) throw new UsageException($"FILE is '{path}', but there is no such file");
        try
        {
            return await File.ReadAllBytesAsync(path, cancellation);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"FILE is '{path}'; {unreadable.Message}", unreadable);
        }
    }
}
