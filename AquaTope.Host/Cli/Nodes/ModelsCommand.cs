using System.CommandLine;
using System.Globalization;
using AquaTope.Host.Api;
using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Cli.Nodes;

/// <summary>Shows and changes the model that a running cluster forecasts with.</summary>
internal sealed class ModelsCommand : Verb
{
    private const string Path = "api/models";

    private static readonly string[] Actions = ["list", "switch", "rollback"];

    private readonly Argument<string> _action = new("ACTION") { Description = "list, switch or rollback." };

    private readonly Option<string?> _folder = new("--folder")
    {
        HelpName = "DIR",
        Description = "The model's folder, as every node of the cluster sees it; only with switch."
    };

    private readonly Option<string?> _why = new("--why")
    {
        HelpName = "TEXT",
        Description = "What for; the history keeps it."
    };

    private readonly Option<string> _node = NodeClient.AddressOption();

    private readonly Option<string?> _key = NodeClient.KeyOption();

    public ModelsCommand() : base(
        "models", "Shows the models that a running cluster forecast with, switches to another, or goes back.",
        "models list", "models switch --folder /models/2026-03 --why \"trained on March\"", "models rollback")
    {
        Add(_action);
        foreach (var option in new Option[] { _folder, _why, _node, _key }) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        var (action, folder) = (run.Required(_action), run.Value(_folder));
        if (!Actions.Contains(action))
            throw new UsageException(
                $"ACTION is '{action}'; it takes list, switch or rollback");
        if (action == "switch" != folder is not null)
            throw new UsageException(
                action == "switch" ? "switch needs --folder, the folder of a model" : $"{action} takes no --folder");

        using var node = NodeClient.At(run.Required(_node), run.Value(_key));
        var answer = action switch
        {
            "switch" => await PostAsync(
                node, Path, new ModelOrder(System.IO.Path.GetFullPath(folder!), run.Value(_why)), run.Stopping),
            "rollback" =>
                await PostAsync(node, Path + "/rollback", new ModelOrder(null, run.Value(_why)), run.Stopping),
            _ => await node.GetAsync(Path, NodeJson.Default.ModelsAnswer, run.Stopping)
        };
        var output = run.Results.Profile.Out.Writer;
        foreach (var line in answer.Switches) output.WriteLine(Line(line));
        output.WriteLine(answer.Version is { } version
            ? $"in service: {version} from {answer.Folder}"
            : "in service: what each node is configured with");
        if (answer.Forecaster is { } forecaster) output.WriteLine($"this node forecasts with: {forecaster}");
        await run.WriteJsonAsync(new ModelsDocument(node.Address, answer), NodeJson.Default.ModelsDocument);
        return ExitCode.Done;
    }

    private static Task<ModelsAnswer> PostAsync(
        NodeClient node, string path, ModelOrder order, CancellationToken cancellation) => node.OrderAsync(
        path, order, ModelOrderJson.Default.ModelOrder, NodeJson.Default.ModelsAnswer, cancellation);

    private static string Line(ModelSwitchAnswer change) => string.Create(
        CultureInfo.InvariantCulture,
        $"{change.At:yyyy-MM-dd HH:mm:ss}Z {change.By}: {(change.Rollback ? "back to" : "switched to")} " +
        $"{change.Version ?? "what is configured"}{(change.Why.Length > 0 ? $" ({change.Why})" : "")}");
}
