using AquaTope.Host.Security.Tls;

namespace AquaTope.Host.Configuration.Protection;

/// <summary>The certificate that this node shows to other nodes, and what it asks of theirs.</summary>
public sealed record ClusterTlsSection : TlsSection
{
    /// <summary>
    /// A PEM file with the certificates of the authority. Whoever shows a certificate that it has signed is a member of
    /// the cluster, so the authority signs for nothing else.
    /// </summary>
    public string? Authority { get; init; }

    public override IEnumerable<string> Problems(string section)
    {
        foreach (var problem in base.Problems(section)) yield return problem;
        if (IsOn && Authority is null)
            yield return $"{section}:Authority is missing; it must name a file with the authority's certificate.";
        if (Authority is not null && !IsOn)
            yield return $"{section}:Certificate is missing; it must name a file where the section has other keys.";
        if (Authority is null) yield break;
        if (!File.Exists(Authority))
            yield return $"{section}:Authority is {Authority}; there is no such file.";
        else if (CertificateFiles.ProblemOf(() => CertificateFiles.ReadAuthorities(Authority)) is { } problem)
            yield return $"{section}:Authority is {Authority}, which cannot be used: {problem}. It takes the " +
                         "certificates of the authority in PEM.";
    }

    /// <summary>Never the password.</summary>
    public override string ToString() => base.ToString();
}
