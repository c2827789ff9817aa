using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace AquaTope.Host.Emulation.Rest;

/// <summary>HTTP Basic credentials, compared in constant time.</summary>
internal static class BasicAuthentication
{
    private const string Challenge = "Basic realm=\"OpenWhisk secure realm\",charset=UTF-8";

    /// <summary>How a request stands towards the credentials asked for.</summary>
    public enum Verdict
    {
        Missing = 0,
        Wrong = 1,
        Right = 2
    }

    /// <param name="expected"><c>user:password</c>.</param>
    public static Verdict Check(HttpRequest request, string expected)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0) return Verdict.Missing;
        if (!AuthenticationHeaderValue.TryParse(header, out var given)
            || !string.Equals(given.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
            return Verdict.Missing;

        var credentials = new byte[given.Parameter?.Length ?? 0];
        return Convert.TryFromBase64String(given.Parameter ?? "", credentials, out var length)
               && CryptographicOperations.FixedTimeEquals(
                   credentials.AsSpan(0, length), Encoding.UTF8.GetBytes(expected))
            ? Verdict.Right
            : Verdict.Wrong;
    }

    /// <summary>Lets only requests with the namespace's key pass.</summary>
    public static async Task RequireAsync(HttpContext context, RequestDelegate next, string key)
    {
        var verdict = Check(context.Request, key);
        if (verdict == Verdict.Right)
        {
            await next(context);
            return;
        }
        context.Response.Headers.WWWAuthenticate = Challenge;
        throw new RequestRefusedException(
            StatusCodes.Status401Unauthorized,
            verdict == Verdict.Missing ? Refusal.AuthenticationMissing : Refusal.NotAuthenticated);
    }
}
