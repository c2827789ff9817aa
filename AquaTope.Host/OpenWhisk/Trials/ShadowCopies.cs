using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AquaTope.Models.Platform.Trials;

namespace AquaTope.Host.OpenWhisk.Trials;

/// <summary>
/// A package with a copy of every stage's function, so that production never sees a half-explored configuration. The
/// package is named for its trial, so that trials of one workflow can run side by side.
/// </summary>
internal sealed class ShadowCopies(
    OpenWhiskClient client, ShadowPackages packages, TrialOrder order, bool withCpu) : ITrialGround
{
    private readonly string _package = ShadowPackages.NameOf(order.Id);

    public string PathOf(int stage) =>
        string.Create(CultureInfo.InvariantCulture, $"{ShadowPackages.ActionsOf(_package)}stage-{stage}");

    public async Task<TrialOutcome?> PrepareAsync(CancellationToken cancellation)
    {
        if (await packages.CreateAsync(_package, cancellation) is { } obstacle)
            return new TrialOutcome.NotRun(obstacle);
        for (var stage = 0; stage < order.Workflow.Stages.Count; stage++)
            if (await CopyAsync(stage, cancellation) is { } failure)
                return failure;
        return null;
    }

    public async Task<bool> ClearAsync()
    {
        await packages.RemoveAsync(_package, CancellationToken.None);
        return true;
    }

    private async Task<TrialOutcome?> CopyAsync(int stage, CancellationToken cancellation)
    {
        var (name, function, _) = order.Workflow.Stages[stage];
        var original = await client.SendAsync(HttpMethod.Get, OpenWhiskClient.PathOf(function), null, cancellation);
        if (original is not OpenWhiskReply.Answered { Status: HttpStatusCode.OK, Json: { } action })
            return NotRun($"{function} cannot be copied", original);
        if (action["exec"].Member("kind").AsText() is null or "sequence")
            return new TrialOutcome.NotRun(
                $"stage '{name}' runs {function}, a sequence without limits of its own; name its parts as stages");

        var limits = action["limits"]?.DeepClone().AsObject() ?? [];
        foreach (var (key, value) in FunctionLimits.Limits(order.Plan.Stages[stage], withCpu))
            limits[key] = value!.DeepClone();
        var copy = new JsonObject
        {
            ["exec"] = action["exec"]!.DeepClone(),
            ["parameters"] = action["parameters"]?.DeepClone() ?? new JsonArray(),
            ["annotations"] = action["annotations"]?.DeepClone() ?? new JsonArray(),
            ["limits"] = limits
        };
        return await client.SendAsync(HttpMethod.Put, $"{PathOf(stage)}?overwrite=true", copy, cancellation) switch
        {
            OpenWhiskReply.Answered { Status: HttpStatusCode.OK } => null,
            OpenWhiskReply.Answered { Status: HttpStatusCode.BadRequest } refused
                when refused.ErrorText.Contains("allowed threshold", StringComparison.Ordinal) =>
                new TrialOutcome.Failed(name, refused.ErrorText),
            var other => NotRun($"the copy of {function} cannot be deployed", other)
        };
    }

    private static TrialOutcome.NotRun NotRun(string what, OpenWhiskReply reply) => reply switch
    {
        OpenWhiskReply.Answered answered => new TrialOutcome.NotRun($"{what}, {answered.Reason}"),
        OpenWhiskReply.Silent(var reason) => new TrialOutcome.NotRun($"{what}: {reason}"),
        _ => throw new InvalidOperationException("A reply is either answered or silent.")
    };
}
