using AquaTope.Host.Security.Keys;
using Microsoft.AspNetCore.Http.Features;

namespace AquaTope.Host.Security.Access;

/// <summary>What an endpoint asks of whoever calls it.</summary>
/// <param name="Scope">The scope that is needed; none for an endpoint that answers everybody.</param>
/// <param name="Change">What the audit calls the change the endpoint makes; nothing where it makes none.</param>
internal sealed record AccessRule(Scopes Scope, string? Change = null);

/// <summary>How endpoints say what they ask.</summary>
internal static class AccessRules
{
    /// <summary>Answers everybody, keys or not.</summary>
    public static TBuilder OpenToAll<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(Scopes.None));

    /// <summary>Answers holders of keys with that scope.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder endpoint, Scopes scope)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(scope));

    /// <summary>Changes something: needs the scope <c>operate</c>, and the audit tells of it under that name.</summary>
    public static TBuilder Changes<TBuilder>(this TBuilder endpoint, string change)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AccessRule(Scopes.Operate, change));

    /// <summary>Names what the request changes, for the audit.</summary>
    public static void Concerns(this HttpContext http, string subject)
    {
        if (http.Features.Get<AuditedChange>() is { } change) change.Subject = subject;
    }

    /// <summary>Who makes the change that the request is, by the name that the audit shows.</summary>
    public static string CallerName(this HttpContext http) => http.Features.GetRequiredFeature<AuditedChange>().By;
}
