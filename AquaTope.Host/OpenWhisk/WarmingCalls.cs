using System.Text.Json.Nodes;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.OpenWhisk;

/// <summary>
/// Keeps containers of a function warm by invoking it so many times at once, with the parameter
/// <c>{"aquatope":"keep-warm"}</c> by which a function can tell and return at once.
/// </summary>
/// <remarks>
/// A call keeps a container of its own only while the others run: a function that returns before the last call has
/// arrived is served by fewer containers than asked for. A function that knows the parameter should therefore wait a
/// little, some 100 ms, before it returns. The calls cost what any invocation costs and use up the namespace's limits.
/// </remarks>
internal sealed class WarmingCalls(FunctionInvoker invoker, OutstandingInvocations outstanding)
{
    public async Task<PlatformOutcome> KeepAsync(FunctionId function, int containers, CancellationToken cancellation)
    {
        if (containers <= 0) return new PlatformOutcome.Applied(Changed: false);

        outstanding.Raise(containers);
        var ends = await Task.WhenAll(Enumerable.Range(0, containers).Select(_ => CallAsync(function, cancellation)));

        // An error of the function's own leaves its container warm. A developer error (a crash, a timeout) takes the
        // container with it, and would do so again.
        foreach (var end in ends)
            switch (end)
            {
                case InvocationEnd.Unknown { IsMissing: true }:
                    return new PlatformOutcome.Refused($"{function} is not deployed on the platform");
                case InvocationEnd.Unknown(var reason, _):
                    return new PlatformOutcome.Unreachable(reason);
                case InvocationEnd.Ran { Status: ActivationStatus.PlatformError }:
                    return new PlatformOutcome.Unreachable($"the platform failed to run {function}");
                case InvocationEnd.Ran { Status: ActivationStatus.DeveloperError } ran:
                    return new PlatformOutcome.Refused(
                        $"{function} did not survive a warming call: {ran.Result?.ToJsonString()}");
            }
        return new PlatformOutcome.Applied(Changed: true);
    }

    private async Task<InvocationEnd> CallAsync(FunctionId function, CancellationToken cancellation)
    {
        try
        {
            return await invoker.InvokeAsync(
                function, OpenWhiskClient.PathOf(function), new JsonObject { ["aquatope"] = "keep-warm" },
                cancellation);
        }
        finally
        {
            outstanding.Lower(1);
        }
    }
}
