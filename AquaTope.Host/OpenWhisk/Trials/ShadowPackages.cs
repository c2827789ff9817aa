using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AquaTope.Models.Identity;

namespace AquaTope.Host.OpenWhisk.Trials;

/// <summary>
/// The packages that hold shadow copies: made for a trial, removed after it, and swept up after a crash.
/// </summary>
internal sealed class ShadowPackages(OpenWhiskClient client, ILogger<OpenWhiskPlatform> logger)
{
    private const string Prefix = "aquatope-trial-";
    private const int PageLength = 200;

    // Leaves room in a segment's 256 characters for prefix and numbers.
    private const int LongestWorkflowName = 210;

    /// <summary><c>aquatope-trial-workflow-study-number</c>.</summary>
    public static string NameOf(TrialId trial)
    {
        var workflow = trial.Workflow.Value;
        if (workflow.Length > LongestWorkflowName) workflow = workflow[..LongestWorkflowName];
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{workflow}-{trial.Study}-{trial.Number}");
    }

    /// <summary>The path below <c>/api/v1</c> of a package's actions, with a slash at its end.</summary>
    public static string ActionsOf(string package) => $"namespaces/_/actions/{Uri.EscapeDataString(package)}/";

    /// <summary>Makes the package, or says why that cannot be.</summary>
    public async Task<string?> CreateAsync(string package, CancellationToken cancellation)
    {
        var path = $"{PathOf(package)}?overwrite=true";
        return await client.SendAsync(HttpMethod.Put, path, new JsonObject(), cancellation) switch
        {
            OpenWhiskReply.Answered { Status: HttpStatusCode.OK } => null,
            OpenWhiskReply.Answered answered => $"package {package} cannot be made, {answered.Reason}",
            OpenWhiskReply.Silent(var reason) => $"package {package} cannot be made: {reason}",
            _ => throw new InvalidOperationException("A reply is either answered or silent.")
        };
    }

    /// <summary>Removes a package with its actions; says whether it is gone.</summary>
    public async Task<bool> RemoveAsync(string package, CancellationToken cancellation)
    {
        var reply = await client.SendAsync(HttpMethod.Delete, $"{PathOf(package)}?force=true", null, cancellation);
        if (reply is OpenWhiskReply.Answered { Status: HttpStatusCode.Conflict })
        {
            // A platform that does not know force: the actions go first.
            await RemoveActionsAsync(package, cancellation);
            reply = await client.SendAsync(HttpMethod.Delete, PathOf(package), null, cancellation);
        }
        if (reply is OpenWhiskReply.Answered
            {
                Status: HttpStatusCode.OK or HttpStatusCode.NoContent or HttpStatusCode.NotFound
            })
            return true;

        var reason = reply is OpenWhiskReply.Answered answered
            ? answered.Reason
            : ((OpenWhiskReply.Silent)reply).Reason;
        logger.LogWarning("Trial package {Package} is left on the platform ({Reason}); the next start removes it",
            package, reason);
        return false;
    }

    /// <summary>Removes every trial package and answers how many are gone.</summary>
    /// <exception cref="HttpRequestException">The packages cannot be listed.</exception>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var leftovers = new List<string>();
        for (var skip = 0; ; skip += PageLength)
        {
            var page = await ListAsync(skip, cancellation);
            leftovers.AddRange(page.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)));
            if (page.Count < PageLength) break;
        }

        var removed = 0;
        foreach (var package in leftovers)
            if (await RemoveAsync(package, cancellation))
                removed++;
        return removed;
    }

    private async Task<IReadOnlyList<string>> ListAsync(int skip, CancellationToken cancellation)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture, $"namespaces/_/packages?limit={PageLength}&skip={skip}");
        return await client.SendAsync(HttpMethod.Get, path, null, cancellation) switch
        {
            OpenWhiskReply.Answered { Status: HttpStatusCode.OK } answered =>
                [.. Names(OpenWhiskReply.Answered.Parse(answered.Body))],
            OpenWhiskReply.Answered answered => throw new HttpRequestException(
                $"the packages cannot be listed, {answered.Reason}"),
            OpenWhiskReply.Silent(var reason) => throw new HttpRequestException(reason),
            _ => throw new InvalidOperationException("A reply is either answered or silent.")
        };
    }

    private async Task RemoveActionsAsync(string package, CancellationToken cancellation)
    {
        if (await client.SendAsync(HttpMethod.Get, PathOf(package), null, cancellation)
            is not OpenWhiskReply.Answered { Status: HttpStatusCode.OK, Json: { } described })
            return;
        foreach (var action in Names(described["actions"]))
            await client.SendAsync(
                HttpMethod.Delete, ActionsOf(package) + Uri.EscapeDataString(action), null, cancellation);
    }

    private static IEnumerable<string> Names(JsonNode? entries) =>
        (entries as JsonArray ?? []).Select(entry => entry.Member("name").AsText()).OfType<string>();

    private static string PathOf(string package) => $"namespaces/_/packages/{Uri.EscapeDataString(package)}";
}
