using System.Net.Security;
using AquaTope.Host.Configuration.Protection;

namespace AquaTope.Host.Security.Tls;

/// <summary>
/// The certificate that the server shows, read again when its files change, so that a renewed one needs no restart.
/// Safe for concurrent use.
/// </summary>
internal sealed partial class ServerCertificate
{
    /// <summary>How often the files are looked at, at most; a handshake is what looks.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly TlsSection _section;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private volatile SslServerAuthenticationOptions _options;
    private DateTime[] _stamps;
    private long _lookedAt;

    /// <exception cref="IOException">The certificate cannot be used.</exception>
    public ServerCertificate(TlsSection section, TimeProvider time, ILogger<ServerCertificate> logger)
    {
        (_section, _time, _logger) = (section, time, logger);
        _stamps = Stamps();
        _options = Read();
        _lookedAt = time.GetTimestamp();
    }

    /// <summary>What a handshake that begins now uses.</summary>
    public SslServerAuthenticationOptions Options
    {
        get
        {
            LookAgain();
            return _options;
        }
    }

    private void LookAgain()
    {
        var last = Interlocked.Read(ref _lookedAt);
        var now = _time.GetTimestamp();
        if (_time.GetElapsedTime(last, now) < BetweenLooks) return;
        if (Interlocked.CompareExchange(ref _lookedAt, now, last) != last) return;

        lock (_lock)
        {
            var stamps = Stamps();
            if (stamps.SequenceEqual(_stamps)) return;
            try
            {
                _options = Read();
                _stamps = stamps;
                LogRead(_section.Certificate!);
            }
            catch (IOException unusable)
            {
                // Certificate and key are replaced one after the other; between the two they are no pair.
                LogUnusable(unusable.Message);
            }
        }
    }

    private DateTime[] Stamps() =>
    [
        .. new[] { _section.Certificate, _section.Key, _section.PasswordFile }.OfType<string>()
            .Select(File.GetLastWriteTimeUtc)
    ];

    private SslServerAuthenticationOptions Read()
    {
        var (own, others) = CertificateFiles.ReadOwn(_section);
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(own, others, offline: true)
        };
    }

    [LoggerMessage(LogLevel.Information, "The certificate {Path} was read again; new connections are shown it")]
    private partial void LogRead(string path);

    [LoggerMessage(LogLevel.Warning, "{Problem}; the one read before stays in use")]
    private partial void LogUnusable(string problem);
}
