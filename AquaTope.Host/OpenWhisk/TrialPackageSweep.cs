using AquaTope.Models.Platform;

namespace AquaTope.Host.OpenWhisk;

/// <summary>
/// Before anything else starts, removes the trial packages that this node's last life left on the platform. A platform
/// that does not answer keeps them until the next start.
/// </summary>
internal sealed class TrialPackageSweep(IPlatform platform, ILogger<TrialPackageSweep> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (platform is not OpenWhiskPlatform openWhisk) return;
        try
        {
            var removed = await openWhisk.SweepAsync(cancellationToken);
            if (removed > 0) logger.LogInformation("Removed {Packages} trial packages of an earlier run", removed);
        }
        catch (HttpRequestException unanswered)
        {
            logger.LogWarning(
                "The platform did not list its packages ({Reason}); trial packages of an earlier run, if any, stay",
                unanswered.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
