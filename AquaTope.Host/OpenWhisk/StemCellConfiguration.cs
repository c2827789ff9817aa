using System.Net;
using System.Text.Json.Nodes;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.OpenWhisk;

/// <summary>
/// Changes how many stem cells the invokers keep, by the call of OpenWhisk #4790. Counts are shared out over the
/// invokers and rounded up, since every invoker keeps the posted count; the least that can be kept is one each.
/// </summary>
/// <remarks>
/// Every post makes each invoker drop its ready stem cells and start anew, even when nothing changed. So the same
/// manifest is not posted twice in a row, unless a change asks for that, and after a start, or a post that nobody
/// answered, it is not posted where the invokers report exactly the wanted counts. What was posted lasts until an
/// invoker restarts; its own manifest holds again then.
/// </remarks>
internal sealed class StemCellConfiguration(
    OpenWhiskClient client, OpenWhiskOptions options, ILogger<OpenWhiskPlatform> logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly HashSet<(RuntimeKind Kind, MemorySize Memory)> _wanted = [];
    private RuntimesManifest? _manifest;
    private string? _posted;

    /// <summary>Makes the invokers keep so many stem cells of each pair.</summary>
    public async Task<PlatformOutcome> SetAsync(PlatformChange.SetStemCells change, CancellationToken cancellation)
    {
        var targets = change.Targets;
        if (options.Controller is not { } controller)
            return new PlatformOutcome.Refused(
                "stem cells cannot be changed: no controller is configured (OpenWhisk:Controller)");

        await _turn.WaitAsync(cancellation);
        try
        {
            if (await LearnManifestAsync(cancellation) is { } obstacle) return obstacle;
            var shares = Shares(targets);
            var text = _manifest!.With(shares, out var unknown);
            if (unknown.Count == targets.Count && targets.Count > 0)
                return new PlatformOutcome.Refused(
                    $"the platform keeps no stem cells of {string.Join(", ", unknown.Select(Pair))}; " +
                    "add them to the runtimes manifest and restart the invokers");
            if (unknown.Count > 0)
                logger.LogWarning(
                    "The platform keeps no stem cells of {Pairs}; add them to its runtimes manifest and restart it",
                    string.Join(", ", unknown.Select(Pair)));
            if (change.Again) return await PostAsync(controller, text, cancellation);
            if (text == _posted) return new PlatformOutcome.Applied(Changed: false);
            if (_posted is null && await IsInForceAsync(shares.Except(unknown), cancellation))
            {
                _posted = text;
                return new PlatformOutcome.Applied(Changed: false);
            }
            return await PostAsync(controller, text, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// What every invoker has ready of each of these pairs, and was told. Pairs that the manifest does not know are
    /// left out: invokers keep nothing of them.
    /// </summary>
    public async Task<StemCellLookup> LookAsync(
        IReadOnlyList<StemCellTarget> targets, CancellationToken cancellation)
    {
        if (options.Invokers.Count == 0)
            return new StemCellLookup.Unknown("no invokers are configured (OpenWhisk:Invokers)");
        var obstacle = await ObstacleAsync(cancellation);
        if (obstacle is not null) return new StemCellLookup.Unknown(obstacle);

        var shares = targets.Select(ShareOf).ToArray();
        _manifest!.With(shares, out var unknown);
        var told = shares.Except(unknown).ToArray();
        var invokers = options.Invokers.DistinctBy(NameOf).ToArray();
        var answers = await Task.WhenAll(invokers.Select(invoker => ReadyAsync(invoker, cancellation)));
        return answers.All(ready => ready is null)
            ? new StemCellLookup.Unknown("no invoker said what it has ready (/getRuntime)")
            : new StemCellLookup.Seen(
            [
                .. from invoker in invokers.Zip(answers, (endpoint, ready) => (Name: NameOf(endpoint), Ready: ready))
                   from share in told
                   select new StemCellLevel(
                       new StemCellPlace(invoker.Name, share.Kind, share.Memory), share.Count,
                       invoker.Ready is { } ready ? CountOf(ready, share) : null)
            ]);
    }

    public void Dispose() => _turn.Dispose();

    // Only the manifest is waited for: invokers that do not answer must not hold up a post.
    private async Task<string?> ObstacleAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await LearnManifestAsync(cancellation) switch
            {
                null => null,
                PlatformOutcome.Refused(var reason) => reason,
                PlatformOutcome.Unreachable(var reason) => reason,
                var outcome => throw new InvalidOperationException($"The manifest was not learned: {outcome}.")
            };
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<PlatformOutcome?> LearnManifestAsync(CancellationToken cancellation)
    {
        if (_manifest is not null) return null;
        if (options.RuntimesManifest is { } file)
        {
            try
            {
                _manifest = RuntimesManifest.Parse(await File.ReadAllTextAsync(file, cancellation));
                return null;
            }
            catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
            {
                return new PlatformOutcome.Refused($"the runtimes manifest {file} cannot be used: {e.Message}");
            }
        }
        switch (await client.DescribeAsync(cancellation))
        {
            case OpenWhiskReply.Answered { Status: HttpStatusCode.OK, Json: { } json }
                when json["runtimes"] is JsonObject shown:
                _manifest = RuntimesManifest.FromPlatform(shown);
                return null;
            case OpenWhiskReply.Answered answered:
                return new PlatformOutcome.Unreachable($"the platform shows no runtimes, {answered.Reason}");
            case OpenWhiskReply.Silent(var reason):
                return new PlatformOutcome.Unreachable(reason);
            default:
                throw new InvalidOperationException("A reply is either answered or silent.");
        }
    }

    // A pair that was wanted before and is no more goes down to one each; without a statement of the operator its
    // former count would stay, since an invoker keeps what a post does not name.
    private StemCellTarget[] Shares(IReadOnlyList<StemCellTarget> targets)
    {
        var shares = targets.Select(ShareOf).ToList();
        foreach (var target in targets) _wanted.Add((target.Kind, target.Memory));
        if (!_manifest!.StatesStemCells)
            shares.AddRange(_wanted
                .Except(targets.Select(target => (target.Kind, target.Memory)))
                .Select(pair => new StemCellTarget(pair.Kind, pair.Memory, 1)));
        return [.. shares.OrderBy(share => share.Kind.Value, StringComparer.Ordinal).ThenBy(share => share.Memory)];
    }

    private StemCellTarget ShareOf(StemCellTarget target)
    {
        var invokers = Math.Max(1, options.Invokers.Count);
        return target with { Count = Math.Max(1, (target.Count + invokers - 1) / invokers) };
    }

    private async Task<bool> IsInForceAsync(IEnumerable<StemCellTarget> shares, CancellationToken cancellation)
    {
        if (options.Invokers.Count == 0) return false;
        var wanted = shares.ToArray();
        foreach (var invoker in options.Invokers)
            if (await ReadyAsync(invoker, cancellation) is not { } ready
                || !wanted.All(share => CountOf(ready, share) == share.Count))
                return false;
        return true;
    }

    private async Task<JsonArray?> ReadyAsync(AdminEndpoint invoker, CancellationToken cancellation) =>
        await client.SendAsync(HttpMethod.Get, invoker, "getRuntime", null, cancellation)
            is OpenWhiskReply.Answered { Status: HttpStatusCode.OK } answered
            ? OpenWhiskReply.Answered.Parse(answered.Body) as JsonArray
            : null;

    // An invoker leaves out what it has none of.
    private static int CountOf(JsonArray ready, StemCellTarget pair) => (int)ready.OfType<JsonObject>()
        .Where(
            entry => entry["kind"].AsText() == pair.Kind.Value && entry["memory"].AsNumber() == pair.Memory.Megabytes)
        .Sum(entry => entry["number"].AsNumber() ?? 0);

    // Until the controller answers it is not known which manifest the invokers have.
    private async Task<PlatformOutcome> PostAsync(AdminEndpoint controller, string text, CancellationToken cancellation)
    {
        _posted = null;
        switch (await client.SendAsync(HttpMethod.Post, controller, "config/runtime", text, cancellation))
        {
            case OpenWhiskReply.Answered { Status: HttpStatusCode.Accepted or HttpStatusCode.OK }:
                _posted = text;
                return new PlatformOutcome.Applied(Changed: true);
            case OpenWhiskReply.Answered { MayChange: true } answered:
                return new PlatformOutcome.Unreachable(answered.Reason);
            case OpenWhiskReply.Answered { Status: HttpStatusCode.NotFound }:
                return new PlatformOutcome.Refused("the controller has no /config/runtime; it lacks OpenWhisk #4790");
            case OpenWhiskReply.Answered answered:
                return new PlatformOutcome.Refused($"the controller refused the runtimes manifest, {answered.Reason}");
            case OpenWhiskReply.Silent(var reason):
                return new PlatformOutcome.Unreachable(reason);
            default:
                throw new InvalidOperationException("A reply is either answered or silent.");
        }
    }

    private static string NameOf(AdminEndpoint invoker) =>
        invoker.Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');

    private static string Pair(StemCellTarget target) => $"{target.Kind} {target.Memory}";
}
