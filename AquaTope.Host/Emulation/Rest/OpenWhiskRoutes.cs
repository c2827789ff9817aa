namespace AquaTope.Host.Emulation.Rest;

/// <summary>OpenWhisk's REST API, resource by resource.</summary>
internal static class OpenWhiskRoutes
{
    /// <summary>Everything below this path needs the namespace's key.</summary>
    private const string Namespaces = "/api/v1/namespaces";

    public static void MapOpenWhisk(this WebApplication application, PlatformCore core)
    {
        application.Use(next => context => RequestFrame.InvokeAsync(context, next));
        application.Use(next => context => context.Request.Path.StartsWithSegments(Namespaces)
            ? BasicAuthentication.RequireAsync(context, next, core.Options.AuthenticationKey)
            : next(context));
        application.UseRouting();

        application.MapInfo(core);
        application.MapNamespaces(core);
        application.MapActions(core);
        application.MapInvocations(core);
        application.MapActivations(core);
        application.MapPackages(core);
        application.MapTriggers(core);
        application.MapRules(core);
        application.MapRuntimeConfiguration(core);
    }
}
