using System.CommandLine;
using System.Globalization;
using AquaTope.Host.Api;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Cli.Nodes;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Cli.Safety;

/// <summary>Goes back to limits that functions had earlier, or lists what they had.</summary>
internal sealed class RollbackCommand : Verb
{
    private readonly Argument<string?> _workflow = new("WORKFLOW")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The workflow whose functions are meant."
    };

    private readonly Option<string?> _function = new("--function")
    {
        HelpName = "NAME",
        Description = "One function, in place of a workflow."
    };

    private readonly Option<string?> _to = new("--to")
    {
        HelpName = "ID",
        Description = "An id that --list shows, an instant such as 2026-03-01T12:00:00Z, or 'previous', the default."
    };

    private readonly Option<bool> _list = new("--list")
    {
        Description = "Show the configurations, oldest first, and change nothing."
    };

    private readonly Option<string?> _why = new("--why")
    {
        HelpName = "TEXT",
        Description = "What for; the decisions keep it."
    };

    private readonly Option<string> _node = NodeClient.AddressOption();

    private readonly Option<string?> _key = NodeClient.KeyOption();

    public RollbackCommand() : base(
        "rollback", "Gives functions limits again that they had earlier.",
        "rollback --list thumbnails", "rollback thumbnails --why \"latency alarm\"",
        "rollback thumbnails --to original", "rollback --function guest/resize --to 2026-03-01T12:00:00Z")
    {
        Add(_workflow);
        foreach (var option in new Option[] { _function, _to, _list, _why, _node, _key }) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        var (workflow, function, to) = (run.Value(_workflow), run.Value(_function), run.Value(_to));
        if (workflow is null == function is null)
            throw new UsageException("name either a WORKFLOW or a --function");
        if (run.Value(_list) && (to is not null || run.Value(_why) is not null))
            throw new UsageException("--list changes nothing, so it takes neither --to nor --why");

        using var node = NodeClient.At(run.Required(_node), run.Value(_key));
        return run.Value(_list)
            ? await ListAsync(run, node, workflow, function)
            : await RollBackAsync(
                run, node, new RollbackRequest(workflow, function, to ?? "previous", run.Value(_why)));
    }

    private static async Task<int> ListAsync(VerbRun run, NodeClient node, string? workflow, string? function)
    {
        var query = workflow is not null
            ? $"workflow={Uri.EscapeDataString(workflow)}"
            : $"function={Uri.EscapeDataString(function!)}";
        var configurations = await node.GetAsync(
            $"api/configurations?{query}", NodeJson.Default.IReadOnlyListConfigurationAnswer, run.Stopping);
        var output = run.Results.Profile.Out.Writer;
        if (configurations.All(configuration => configuration.Limits.Count == 0))
            output.WriteLine($"nothing is known yet of the limits of {workflow ?? function}");
        else
            foreach (var configuration in configurations) Write(output, configuration);
        await run.WriteJsonAsync(
            new ConfigurationsDocument(node.Address, configurations), NodeJson.Default.ConfigurationsDocument);
        return ExitCode.Done;
    }

    private static async Task<int> RollBackAsync(VerbRun run, NodeClient node, RollbackRequest order)
    {
        var answer = await node.OrderAsync(
            "api/rollback", order, RollbackJson.Default.RollbackRequest, NodeJson.Default.RollbackAnswer, run.Stopping);
        var output = run.Results.Profile.Out.Writer;
        output.WriteLine(
            $"{order.Workflow ?? order.Function} goes back to {answer.To.Id}, as {answer.Id}" +
            (answer.Sent ? "" : "; nothing is sent now: changes are halted, or a mode does not act"));
        Write(output, answer.To);
        await run.WriteJsonAsync(new RollbackDocument(node.Address, answer), NodeJson.Default.RollbackDocument);
        return ExitCode.Done;
    }

    private static void Write(TextWriter output, ConfigurationAnswer configuration)
    {
        var since = configuration.Since is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"since {at:yyyy-MM-dd HH:mm:ss}Z")
            : "before the first change";
        output.WriteLine(
            $"{configuration.Id}, {since}{(configuration.Reason is { } reason ? $", {reason}" : "")}");
        foreach (var limits in configuration.Limits)
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {limits.Function}  {Counted.Of(limits.Cores, "core")}, {limits.MemoryMb} MB"));
    }
}
