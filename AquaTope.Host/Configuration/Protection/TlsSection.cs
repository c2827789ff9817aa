using AquaTope.Host.Security.Tls;

namespace AquaTope.Host.Configuration.Protection;

/// <summary>A certificate that this node presents, and its private key.</summary>
public record TlsSection
{
    /// <summary>
    /// A file with the certificate: PEM with those that signed it after it, or PKCS #12 where <see cref="Key"/> is
    /// left out. None: no TLS.
    /// </summary>
    public string? Certificate { get; init; }

    /// <summary>The file with the private key, in PEM.</summary>
    public string? Key { get; init; }

    /// <summary>
    /// The password of the key or of the PKCS #12 file. Give it by the environment rather than in a file.
    /// </summary>
    public string? Password { get; init; }

    /// <summary>A file that holds the password and nothing else.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Whether TLS is asked for.</summary>
    public bool IsOn => Certificate is not null;

    /// <summary>What is wrong, one sentence each.</summary>
    /// <param name="section">The section's name.</param>
    public virtual IEnumerable<string> Problems(string section)
    {
        if (!IsOn && (Key ?? Password ?? PasswordFile) is not null)
            yield return $"{section}:Certificate is missing; it must name a file where the section has other keys.";
        if (Password is not null && PasswordFile is not null)
            yield return $"{section}:Password and {section}:PasswordFile are both given; give one of them.";
        var isComplete = IsOn;
        foreach (var (key, path) in new[]
                 {
                     (nameof(Certificate), Certificate), (nameof(Key), Key), (nameof(PasswordFile), PasswordFile)
                 })
        {
            if (path is null || File.Exists(path)) continue;
            isComplete = false;
            yield return $"{section}:{key} is {path}; there is no such file.";
        }
        if (isComplete && CertificateFiles.ProblemOf(() => CertificateFiles.ReadOwn(this).Own.Dispose()) is { } problem)
            yield return $"{section}:Certificate is {Certificate}, which cannot be used: {problem}. It takes a " +
                         $"certificate in PEM with its private key in {section}:Key, or PKCS #12 with both, and " +
                         $"the password of the key in {section}:PasswordFile if it has one.";
    }

    /// <summary>Never the password.</summary>
    public override string ToString() => $"TLS with {Certificate ?? "no certificate"}";
}
