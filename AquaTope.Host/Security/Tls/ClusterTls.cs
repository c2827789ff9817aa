using System.Security.Cryptography.X509Certificates;
using Akka.Event;
using Akka.Remote.Hosting;
using AquaTope.Host.Configuration.Protection;

namespace AquaTope.Host.Security.Tls;

/// <summary>
/// TLS between nodes. Both sides show a certificate, and both ask that the cluster's authority has signed the other's.
/// </summary>
internal static class ClusterTls
{
    /// <summary>What Akka.Remote is told; nothing where the cluster uses no TLS.</summary>
    /// <exception cref="IOException">A file cannot be used.</exception>
    public static SslOptions? Of(ClusterTlsSection section)
    {
        if (!section.IsOn) return null;
        var authorities = CertificateFiles.ReadAuthorities(section.Authority!);
        return new SslOptions
        {
            X509Certificate = CertificateFiles.ReadOwn(section).Own,
            SuppressValidation = false,
            RequireMutualAuthentication = true,
            CustomValidator = (certificate, _, peer, _, log) =>
            {
                if (certificate is null)
                {
                    log.Warning("{0} showed no certificate and is kept out of the cluster", peer);
                    return false;
                }
                var problem = ProblemOf(certificate, authorities);
                if (problem is not null)
                    log.Warning(
                        "{0} showed a certificate of {1} and is kept out of the cluster: {2}",
                        peer, certificate.Subject, problem);
                return problem is null;
            }
        };
    }

    // The authorities of the system are not asked: they sign for the whole world. Names are not compared, since what
    // makes a member is the signature, and nodes are reached by addresses that change.
    private static string? ProblemOf(X509Certificate2 certificate, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate)
            ? null
            : string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()));
    }
}
