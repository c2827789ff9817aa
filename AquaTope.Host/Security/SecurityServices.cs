using System.Net;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Configuration;
using AquaTope.Host.Security.Access;
using AquaTope.Host.Security.Audit;
using AquaTope.Host.Security.Keys;

namespace AquaTope.Host.Security;

/// <summary>Registers keys, rates and audit, and puts the guard before the endpoints.</summary>
internal static class SecurityServices
{
    /// <summary>
    /// Adds what the guard needs. The audit is opened when the guard is made, after the spool: whoever has
    /// the spool has the data directory.
    /// </summary>
    public static IServiceCollection AddSecurity(this IServiceCollection services, NodeConfiguration configuration)
    {
        services.AddSingleton(provider => new KeyRing(
            configuration.KeysFile(), configuration.Ingest.HookKey, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<KeyRing>>()));
        services.AddSingleton(configuration.AuditOptions());
        services.AddSingleton<AuditLog>();
        services.AddSingleton(configuration.Limits.Rates());
        services.AddSingleton<RequestRates>();
        return services;
    }

    /// <summary>
    /// Guards every endpoint, and keeps other sites from framing the status page. Its files are no endpoints and tell
    /// nothing, so everybody gets them.
    /// </summary>
    public static WebApplication UseSecurity(this WebApplication application)
    {
        application.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            return next(http);
        });
        application.UseMiddleware<AccessGuard>();
        return application;
    }

    /// <summary>Keeps a node from being open without anybody's having said so.</summary>
    /// <exception cref="UsageException">
    /// The node has no keys, and its file of keys was named or it listens where other machines reach it.
    /// </exception>
    public static void EnsureGuarded(NodeConfiguration configuration, KeyRing keys)
    {
        if (keys.AsksForKeys || configuration.Security.Insecure) return;
        if (configuration.Security.KeysFile is { } named)
            throw new UsageException(
                $"Security:KeysFile is '{named}', which holds no key, so that the node would be open: make one with " +
                $"'{CommandLine.ProgramName} keys add', leave the setting out, or say --insecure");
        if (IPAddress.IsLoopback(IPAddress.Parse(configuration.Http.Address)))
            return;
        throw new UsageException(
            $"Http:Address is {configuration.Http.Address} and the node has no keys, " +
            $"so that whoever reaches it could change it: make one with '{CommandLine.ProgramName} keys add', "
            + "or say --insecure");
    }
}
