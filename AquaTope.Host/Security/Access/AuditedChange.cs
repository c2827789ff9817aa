namespace AquaTope.Host.Security.Access;

/// <summary>What is known of a change while its request is handled.</summary>
internal sealed class AuditedChange(string by)
{
    /// <summary>Who makes it.</summary>
    public string By { get; } = by;

    /// <summary>What it is about, once the request has been read.</summary>
    public string? Subject { get; set; }
}
