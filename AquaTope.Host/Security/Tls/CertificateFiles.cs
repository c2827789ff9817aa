using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AquaTope.Host.Configuration.Protection;

namespace AquaTope.Host.Security.Tls;

/// <summary>Reads certificates from the files that a configuration names.</summary>
internal static class CertificateFiles
{
    /// <summary>The node's own certificate with its key, and those that lead from it to an authority.</summary>
    /// <exception cref="IOException">A file cannot be read, or key and certificate are not a pair.</exception>
    public static (X509Certificate2 Own, X509Certificate2Collection Others) ReadOwn(TlsSection section)
    {
        var path = section.Certificate ?? throw new InvalidOperationException("No certificate is named.");
        try
        {
            var password = section.PasswordFile is { } file
                ? File.ReadAllText(file).TrimEnd('\r', '\n')
                : section.Password;
            if (section.Key is null && !IsPem(path)) return ReadPkcs12(path, password);

            using var pem = password is null
                ? X509Certificate2.CreateFromPemFile(path, section.Key ?? path)
                : X509Certificate2.CreateFromEncryptedPemFile(path, password, section.Key ?? path);
            var others = new X509Certificate2Collection();
            others.ImportFromPemFile(path);
            foreach (var own in others.Where(other => other.Thumbprint == pem.Thumbprint).ToList()) others.Remove(own);

            // A key that was read from PEM lives in memory only, and not every platform's TLS can use it from there.
            return (X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null), others);
        }
        catch (Exception unusable)
            when (unusable is CryptographicException or UnauthorizedAccessException or ArgumentException)
        {
            // A key that belongs to another certificate is an ArgumentException here.
            throw new IOException($"the certificate '{path}' cannot be used: {unusable.Message}", unusable);
        }
    }

    /// <summary>Every certificate of a PEM file.</summary>
    /// <exception cref="IOException">The file cannot be read or holds none.</exception>
    public static X509Certificate2Collection ReadAuthorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(path);
            if (authorities.Count == 0) throw new CryptographicException("it holds no certificate in PEM.");
        }
        catch (Exception unusable) when (unusable is CryptographicException or UnauthorizedAccessException)
        {
            throw new IOException($"the authority '{path}' cannot be used: {unusable.Message}", unusable);
        }
        return authorities;
    }

    /// <summary>Why a file that was named cannot be used; <see langword="null"/> where it can.</summary>
    /// <param name="read">Reads it by one of the methods here.</param>
    public static string? ProblemOf(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (IOException unusable)
        {
            return (unusable.InnerException ?? unusable).Message.TrimEnd('.');
        }
    }

    private static bool IsPem(string path) =>
        File.ReadAllText(path).Contains("-----BEGIN ", StringComparison.Ordinal);

    private static (X509Certificate2, X509Certificate2Collection) ReadPkcs12(string path, string? password)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password);
        var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey)
                  ?? throw new CryptographicException("it holds no private key.");
        all.Remove(own);
        return (own, all);
    }
}
