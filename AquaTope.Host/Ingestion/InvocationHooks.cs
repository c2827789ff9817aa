using System.Globalization;
using AquaTope.Actors;
using AquaTope.Host.Ingestion.Records;
using AquaTope.Host.Security.Access;
using AquaTope.Host.Security.Keys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AquaTope.Host.Ingestion;

/// <summary>The door through which the platform tells what ran.</summary>
public static class InvocationHooks
{
    /// <summary>
    /// Maps <c>POST /hooks/activations</c> and returns the group <c>/hooks</c>.
    /// </summary>
    public static RouteGroupBuilder MapHooks(this IEndpointRouteBuilder routes)
    {
        var hooks = routes.MapGroup("/hooks");
        hooks.MapPost("/activations", PostActivationsAsync).Requires(Scopes.Ingest);
        return hooks;
    }

    /// <summary>
    /// The group <c>/hooks</c> of a node that takes in no records: says so to whoever sends some.
    /// </summary>
    public static RouteGroupBuilder MapClosedHooks(this IEndpointRouteBuilder routes, IReadOnlyList<string> roles)
    {
        var hooks = routes.MapGroup("/hooks");
        var detail =
            $"This node takes in no records, its roles are {string.Join(", ", roles)}; send them to a node with the "
                     + $"role {NodeRoles.Ingest}.";
        hooks.MapPost("/activations", () => Problem(StatusCodes.Status404NotFound, detail)).Requires(Scopes.Ingest);
        return hooks;
    }

    private static async Task<Results<Accepted<ActivationsAnswer>, ProblemHttpResult>> PostActivationsAsync(
        HttpContext http, IngestOptions options, ActivationRecordReader reader, ActivationIntake intake)
    {
        if (!RequestBody.IsPlainJson(http.Request))
            return Problem(StatusCodes.Status415UnsupportedMediaType, "Send application/json, not compressed.");

        using var body = await RequestBody.ReadAsync(http.Request, options.MaxBodyBytes, http.RequestAborted);
        if (body is null)
            return Problem(StatusCodes.Status413PayloadTooLarge,
                $"The body is larger than {options.MaxBodyBytes} bytes; send fewer records at once.");

        switch (reader.Read(body.Bytes))
        {
            case RecordReading.Malformed malformed:
                return Malformed(malformed);
            case RecordReading.TooMany(var limit):
                return Problem(StatusCodes.Status413PayloadTooLarge,
                    $"The body holds more than {limit} records; send fewer at once.");
            case RecordReading.Understood(var reports, var skipped):
                var outcome = await intake.OfferAsync(reports, http.RequestAborted);
                return Answer(outcome, skipped, http.Response, options);
            default:
                throw new InvalidOperationException("The reader answered neither understood nor malformed.");
        }
    }

    private static Results<Accepted<ActivationsAnswer>, ProblemHttpResult> Answer(
        IntakeOutcome outcome, int skipped, HttpResponse response, IngestOptions options)
    {
        switch (outcome)
        {
            case IntakeOutcome.Accepted(var fresh, var duplicates, var unmanaged):
                return TypedResults.Accepted(
                    (string?)null, new ActivationsAnswer(fresh, duplicates, skipped, unmanaged));
            case IntakeOutcome.Busy:
                response.Headers.RetryAfter = Seconds(options.RetryAfter);
                return Problem(StatusCodes.Status429TooManyRequests,
                    $"The queue of {options.QueueCapacity} activations has no room for this request; send it later.");
            case IntakeOutcome.TooMany(var reports, var capacity):
                return Problem(StatusCodes.Status413PayloadTooLarge,
                    $"The request holds {reports} new activations and the queue takes {capacity}; send fewer at once.");
            case IntakeOutcome.Unwritable(var reason):
                response.Headers.RetryAfter = Seconds(options.RetryAfter);
                return Problem(StatusCodes.Status503ServiceUnavailable,
                    $"Nothing was accepted, since the spool cannot be written: {reason}");
            default:
                throw new InvalidOperationException($"No answer for {outcome}.");
        }
    }

    private static ProblemHttpResult Malformed(RecordReading.Malformed malformed) =>
        TypedResults.Problem(
            malformed.ToString(), statusCode: StatusCodes.Status400BadRequest,
            extensions: new Dictionary<string, object?>
            {
                ["field"] = malformed.Field,
                ["found"] = malformed.Found,
                ["expected"] = malformed.Expected
            });

    private static ProblemHttpResult Problem(int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status);

    private static string Seconds(TimeSpan wait) =>
        Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
