using System.Globalization;

namespace AquaTope.Host.Node;

/// <summary>
/// Sends whoever comes too early away with 503: before the catalog is known a node cannot tell which activations are
/// its own business, and would drop what it must count.
/// </summary>
internal sealed class CatalogKnownFilter(CatalogView catalog) : IEndpointFilter
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (catalog.IsKnown) return await next(context);
        context.HttpContext.Response.Headers.RetryAfter =
            RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            "The node is starting and does not know its workflows yet; send this again.",
            statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
