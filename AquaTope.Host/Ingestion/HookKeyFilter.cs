using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace AquaTope.Host.Ingestion;

/// <summary>
/// Admits requests that present the key, as bearer token or as the password of basic authentication with any user; all
/// others are answered 401.
/// </summary>
internal sealed class HookKeyFilter(string key) : IEndpointFilter
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (Admits(context.HttpContext.Request.Headers.Authorization.ToString())) return next(context);
        context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
        return ValueTask.FromResult<object?>(TypedResults.Problem(
            "This hook asks for its key, as bearer token or as password of basic authentication.",
            statusCode: StatusCodes.Status401Unauthorized));
    }

    private bool Admits(string authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header) || header.Parameter is null)
            return false;
        var presented = header.Scheme.ToUpperInvariant() switch
        {
            "BEARER" => Encoding.UTF8.GetBytes(header.Parameter),
            "BASIC" => PasswordOf(header.Parameter),
            _ => []
        };
        return CryptographicOperations.FixedTimeEquals(presented, _key);
    }

    private static byte[] PasswordOf(string credentials)
    {
        var decoded = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, decoded, out var length)) return [];
        var colon = decoded.AsSpan(0, length).IndexOf((byte)':');
        return colon < 0 ? [] : decoded[(colon + 1)..length];
    }
}
