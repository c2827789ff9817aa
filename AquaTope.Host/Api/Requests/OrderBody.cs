using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AquaTope.Host.Ingestion.Records;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AquaTope.Host.Api.Requests;

/// <summary>Reads what an operator orders: a small JSON object, or the problem with it.</summary>
internal static class OrderBody
{
    private const int MaxBodyBytes = 64 * 1024;
    private const int LongestWhy = 500;

    /// <param name="http">The request.</param>
    /// <param name="shape">What the body holds.</param>
    /// <param name="why">The order's reason, which is kept and therefore bounded.</param>
    public static async Task<(TOrder? Order, ProblemHttpResult? Problem)> ReadAsync<TOrder>(
        HttpContext http, JsonTypeInfo<TOrder> shape, Func<TOrder, string?> why)
        where TOrder : class
    {
        if (!RequestBody.IsPlainJson(http.Request))
            return (null, Problem(StatusCodes.Status415UnsupportedMediaType, "Send application/json, not compressed."));
        using var body = await RequestBody.ReadAsync(http.Request, MaxBodyBytes, http.RequestAborted);
        if (body is null)
            return (null, Problem(StatusCodes.Status413PayloadTooLarge, $"The body has {MaxBodyBytes} bytes at most."));
        try
        {
            var order = JsonSerializer.Deserialize(body.Bytes, shape);
            if (order is null)
                return (null, Problem(StatusCodes.Status400BadRequest, "The body is null; send an object."));
            return why(order)?.Length > LongestWhy
                ? (null, Problem(StatusCodes.Status400BadRequest, $"why has {LongestWhy} characters at most."))
                : (order, null);
        }
        catch (JsonException malformed)
        {
            return (null, Problem(StatusCodes.Status400BadRequest, ProblemOf(malformed, shape)));
        }
    }

    // The parser's own words name types of the program.
    private static string ProblemOf<TOrder>(JsonException malformed, JsonTypeInfo<TOrder> shape)
    {
        var place = malformed.Path is ['$', '.', .. var field] ? $" at {field}" : "";
        var known = string.Join(", ", shape.Properties.Select(property => property.Name));
        return $"The body cannot be read{place}; it takes an object with {known} and nothing else, each a text.";
    }

    private static ProblemHttpResult Problem(int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status);
}
