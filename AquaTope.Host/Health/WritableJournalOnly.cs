using System.Globalization;
using AquaTope.Host.Security.Access;

namespace AquaTope.Host.Health;

/// <summary>
/// Refuses changes while the journal cannot be written, at once and with the reason: an actor that cannot write
/// a change down does not answer.
/// </summary>
internal static class WritableJournalOnly
{
    public static IApplicationBuilder UseWritableJournalOnly(this IApplicationBuilder application) =>
        application.Use(async (http, next) =>
        {
            var obstacle = http.GetEndpoint()?.Metadata.GetMetadata<AccessRule>()?.Change is null
                ? null
                : http.RequestServices.GetRequiredService<StorageProbe>().JournalObstacle;
            if (obstacle is null)
            {
                await next(http);
                return;
            }
            http.Response.Headers.RetryAfter =
                Math.Ceiling(StorageProbe.Interval.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await TypedResults.Problem(
                    $"Nothing was changed, since the journal cannot be written: {obstacle}",
                    statusCode: StatusCodes.Status503ServiceUnavailable)
                .ExecuteAsync(http);
        });
}
