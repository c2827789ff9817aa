using Akka.Actor;

namespace AquaTope.Host.Api;

/// <summary>How a request that no endpoint answered is refused: with a problem document that says why.</summary>
internal static class Refusals
{
    /// <summary>
    /// A request the server cannot read is the client's mistake and named to it; an actor that does not answer in time
    /// makes it worth another try. Anything else is a defect, logged and answered 500 without its particulars.
    /// </summary>
    public static WebApplication UseRefusals(this WebApplication application)
    {
        application.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException
        });
        application.UseStatusCodePages();
        return application;
    }

    /// <summary>Adds the problem documents.</summary>
    public static IServiceCollection AddRefusals(this IServiceCollection services)
    {
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        return services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            context.ProblemDetails.Detail = context.Exception switch
            {
                BadHttpRequestException unreadable => unreadable.Message,
                AskTimeoutException => "The node is too busy or not whole at the moment; send this again.",
                _ => context.ProblemDetails.Detail
            };
        });
    }

    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException unreadable => unreadable.StatusCode,
        AskTimeoutException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError
    };
}
