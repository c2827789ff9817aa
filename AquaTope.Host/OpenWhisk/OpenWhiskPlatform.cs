using System.Net.Security;
using System.Text.Json.Nodes;
using AquaTope.Host.Ingestion;
using AquaTope.Host.OpenWhisk.Trials;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Trials;

namespace AquaTope.Host.OpenWhisk;

/// <summary>
/// Apache OpenWhisk behind the platform port, over its REST API and, where the platform has the calls of #4790, the
/// internal endpoints of a controller and the invokers.
/// </summary>
public sealed class OpenWhiskPlatform : IPlatform, IDisposable
{
    private readonly ILogger<OpenWhiskPlatform> _logger;
    private readonly OpenWhiskClient _client;
    private readonly OutstandingInvocations _outstanding = new();
    private readonly PlatformProbe _probe;
    private readonly FunctionLimits _limits;
    private readonly StemCellConfiguration _stemCells;
    private readonly FunctionInvoker _invoker;
    private readonly WarmingCalls _warming;
    private readonly ShadowPackages _packages;
    private readonly SemaphoreSlim _inPlace = new(1);

    /// <param name="http">Used as it is; see <see cref="CreateClient"/>.</param>
    /// <param name="options">Where the platform is.</param>
    /// <param name="own">Told of every activation that this platform client causes.</param>
    /// <param name="time">Times out calls and paces questions.</param>
    /// <param name="logger">Told of what is left behind on the platform.</param>
    public OpenWhiskPlatform(
        HttpClient http, OpenWhiskOptions options, OwnActivations own, TimeProvider time,
        ILogger<OpenWhiskPlatform> logger)
    {
        _logger = logger;
        _client = new OpenWhiskClient(http, options, time);
        _probe = new PlatformProbe(_client, options);
        _limits = new FunctionLimits(_client, _probe);
        _stemCells = new StemCellConfiguration(_client, options, logger);
        _invoker = new FunctionInvoker(_client, options, own, _outstanding, time);
        _warming = new WarmingCalls(_invoker, _outstanding);
        _packages = new ShadowPackages(_client, logger);
    }

    /// <summary>
    /// Blocking invocations that are to be sent or not yet answered. A group of parallel ones is counted before its
    /// first is sent, and an answered one until those that follow from it are counted.
    /// </summary>
    public int OutstandingInvocations => _outstanding.Count;

    /// <summary>
    /// A client for these options: deadlines are the platform's own, certificates are verified as configured.
    /// </summary>
    public static HttpClient CreateClient(OpenWhiskOptions options)
    {
        const long LargestAnswer = 64 * 1024 * 1024;
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        handler.SslOptions.RemoteCertificateValidationCallback =
            (_, _, _, errors) => errors == SslPolicyErrors.None || !options.VerifyCertificates;
        return new HttpClient(handler)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestAnswer
        };
    }

    /// <inheritdoc />
    /// <exception cref="HttpRequestException">The platform did not answer, or refused the key: then nothing can be said
    /// of it.</exception>
    public Task<PlatformDescription> DescribeAsync(CancellationToken cancellation) =>
        _probe.DescribeAsync(cancellation);

    /// <inheritdoc />
    public Task<FunctionLookup> FindAsync(FunctionId function, CancellationToken cancellation) =>
        _limits.FindAsync(function, cancellation);

    /// <inheritdoc />
    public Task<StemCellLookup> LookAtStemCellsAsync(
        IReadOnlyList<StemCellTarget> targets, CancellationToken cancellation) =>
        _stemCells.LookAsync(targets, cancellation);

    /// <inheritdoc />
    public Task<PlatformOutcome> ApplyAsync(PlatformChange change, CancellationToken cancellation) => change switch
    {
        PlatformChange.SetLimits(var function, var resources) limits =>
            _limits.SetAsync(function, resources, limits.From, cancellation),
        PlatformChange.PutBackLimits(var function, var resources) =>
            _limits.SetAsync(function, resources, null, cancellation),
        PlatformChange.SetStemCells cells => _stemCells.SetAsync(cells, cancellation),
        PlatformChange.KeepWarm(var function, var containers) => _warming.KeepAsync(function, containers, cancellation),
        _ => throw new ArgumentException($"OpenWhisk knows no change {change.GetType().Name}.", nameof(change))
    };

    /// <inheritdoc />
    public async Task<TrialOutcome> MeasureAsync(TrialOrder order, CancellationToken cancellation)
    {
        if (OpenWhiskReply.Answered.Parse(order.Workflow.Parameters) is not JsonObject parameters)
            return new TrialOutcome.NotRun($"the parameters of {order.Workflow.Id} are no JSON object");
        if (order.Plan.Stages.Count != order.Workflow.Stages.Count)
            throw new ArgumentException(
                $"A plan for {order.Plan.Stages.Count} stages and a workflow of {order.Workflow.Stages.Count}.",
                nameof(order));

        switch (order.Placement)
        {
            case TrialPlacement.ShadowCopies:
                PlatformDescription platform;
                try
                {
                    platform = await _probe.KnownAsync(cancellation);
                }
                catch (HttpRequestException e)
                {
                    return new TrialOutcome.NotRun(e.Message);
                }
                var withCpu = platform.Can(PlatformCapabilities.CpuLimits);
                return await MeasureOnAsync(
                    new ShadowCopies(_client, _packages, order, withCpu), order, parameters, cancellation);
            case TrialPlacement.InPlace:
                await _inPlace.WaitAsync(cancellation);
                try
                {
                    return await MeasureOnAsync(
                        new LimitsInPlace(_limits, order, _logger), order, parameters, cancellation);
                }
                finally
                {
                    _inPlace.Release();
                }
            default:
                throw new ArgumentException($"OpenWhisk knows no placement {order.Placement}.", nameof(order));
        }
    }

    /// <summary>Removes the trial packages that a process left behind which ended in the middle of a trial.</summary>
    /// <returns>How many were removed.</returns>
    /// <exception cref="HttpRequestException">The platform did not list its packages.</exception>
    public Task<int> SweepAsync(CancellationToken cancellation) => _packages.SweepAsync(cancellation);

    /// <summary>
    /// As <see cref="SweepAsync"/>; where the platform does not answer, the packages stay until the next time.
    /// </summary>
    public async Task RemoveLeftoversAsync(CancellationToken cancellation)
    {
        try
        {
            var removed = await SweepAsync(cancellation);
            if (removed > 0) _logger.LogInformation("Removed {Packages} trial packages of an earlier run", removed);
        }
        catch (HttpRequestException unanswered)
        {
            _logger.LogWarning(
                "The platform did not list its packages ({Reason}); trial packages of an earlier run, if any, stay",
                unanswered.Message);
        }
    }

    public void Dispose()
    {
        _inPlace.Dispose();
        _stemCells.Dispose();
    }

    private async Task<TrialOutcome> MeasureOnAsync(
        ITrialGround ground, TrialOrder order, JsonObject parameters, CancellationToken cancellation)
    {
        TrialOutcome outcome;
        var cleared = false;
        try
        {
            outcome = await ground.PrepareAsync(cancellation)
                      ?? await new WorkflowRunner(_invoker, _outstanding, order.Workflow, parameters, ground)
                          .RunAsync(order.Repetitions, cancellation);
        }
        finally
        {
            cleared = await ground.ClearAsync();
        }
        return cleared ? outcome : outcome with { LeavesLimits = true };
    }
}
