using System.Globalization;
using AquaTope.Host.Api;

namespace AquaTope.Host.Cli.Safety;

/// <summary>How far a cluster acts, in one line.</summary>
internal static class GatewayLine
{
    public static string Of(GatewayAnswer? answer) => answer is null
        ? "the gateway does not answer at the moment, so that it is not known whether changes are halted"
        : Known(answer);

    private static string Known(GatewayAnswer answer) => answer.Halted
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"HALTED since {answer.Since:yyyy-MM-dd HH:mm:ss}Z by {answer.By}{Reason(answer)}: " +
            $"nothing is changed and no trial runs until 'aquatope resume'")
        : $"mode {answer.Mode}";

    private static string Reason(GatewayAnswer answer) => answer.Why is { Length: > 0 } why ? $" ({why})" : "";
}
