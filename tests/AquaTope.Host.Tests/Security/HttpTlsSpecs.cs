using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Configuration.Protection;
using AquaTope.Host.Security.Tls;
using AquaTope.Host.Tests.Cli;
using AquaTope.Host.Tests.Ingestion;
using AquaTope.Host.Tests.Node;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AquaTope.Host.Tests.Security;

public sealed class HttpTlsSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_node_with_a_certificate_speaks_TLS_and_proves_who_it_is()
    {
        using var certificates = await TestCertificates.CreateAsync("node");
        using var node = new RunningNode();
        await node.InitializeAsync(configuration => configuration with
        {
            Http = configuration.Http with { Tls = Pem(certificates) }
        });
        try
        {
            node.Client.BaseAddress!.Scheme.ShouldBe("https");
            (await StatusAsync(node.Client.BaseAddress, certificates.Authority)).ShouldBe(HttpStatusCode.OK);
            await Should.ThrowAsync<HttpRequestException>(() => node.Client.GetAsync("/healthz/live"));
            var plain = new UriBuilder(node.Client.BaseAddress) { Scheme = "http" }.Uri;
            await Should.ThrowAsync<HttpRequestException>(() => StatusAsync(plain, certificates.Authority));
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_certificate_may_be_PKCS_12_with_its_password_in_a_file()
    {
        using var certificates = await TestCertificates.CreateAsync("node");
        using var pem = X509Certificate2.CreateFromPemFile(certificates.Certificate("node"), certificates.Key("node"));
        var (file, password) = (Path.Combine(_folder.Path, "node.pfx"), Path.Combine(_folder.Path, "password"));
        await File.WriteAllBytesAsync(file, pem.Export(X509ContentType.Pkcs12, "open sesame"));
        await File.WriteAllTextAsync(password, "open sesame\n");

        using var own = CertificateFiles.ReadOwn(new TlsSection { Certificate = file, PasswordFile = password }).Own;

        own.Thumbprint.ShouldBe(pem.Thumbprint);
        own.HasPrivateKey.ShouldBeTrue();
        Should.Throw<IOException>(
            () => CertificateFiles.ReadOwn(new TlsSection { Certificate = file, Password = "closed sesame" }))
            .Message.ShouldNotContain("sesame");
    }

    [SkippableFact]
    public async Task A_renewed_certificate_is_shown_without_a_restart_once_it_fits_its_key()
    {
        using var certificates = await TestCertificates.CreateAsync("node", "other");
        var time = new FakeTimeProvider();
        var server = new ServerCertificate(Pem(certificates), time, NullLogger<ServerCertificate>.Instance);
        var first = Thumbprint();

        File.Copy(certificates.Certificate("other"), certificates.Certificate("node"), overwrite: true);
        time.Advance(TimeSpan.FromSeconds(1));
        Thumbprint().ShouldBe(first, "certificate and key are no pair");

        File.Copy(certificates.Key("other"), certificates.Key("node"), overwrite: true);
        time.Advance(TimeSpan.FromSeconds(1));
        Thumbprint().ShouldNotBe(first);

        string Thumbprint() => server.Options.ServerCertificateContext!.TargetCertificate.Thumbprint;
    }

    [Fact]
    public void A_section_that_cannot_work_is_named()
    {
        new TlsSection { Key = "/no/such.key" }.Problems("Http:Tls").ShouldBe(
        [
            "Http:Tls:Certificate is missing; it must name a file where the section has other keys.",
            "Http:Tls:Key is /no/such.key; there is no such file."
        ]);
        new ClusterTlsSection { Certificate = "/no/such.crt" }.Problems("Cluster:Tls").ShouldBe(
        [
            "Cluster:Tls:Certificate is /no/such.crt; there is no such file.",
            "Cluster:Tls:Authority is missing; it must name a file with the authority's certificate."
        ]);
    }

    [Theory]
    [InlineData("Http", "Certificate", "garbage")]
    [InlineData("Http", "Certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("Cluster", "Certificate", "")]
    [InlineData("Cluster", "Authority", "garbage")]
    public async Task A_file_that_cannot_be_used_is_told_with_its_key_and_what_it_takes(
        string section, string key, string content)
    {
        var (file, settings) = (Path.Combine(_folder.Path, "file"), Path.Combine(_folder.Path, "aquatope.json"));
        await File.WriteAllTextAsync(file, content);
        var tls = section == "Http"
            ? new Dictionary<string, string> { ["Certificate"] = file }
            : new Dictionary<string, string> { ["Certificate"] = file, ["Authority"] = file };
        if (key == "Authority") tls["Certificate"] = SelfSigned();
        await File.WriteAllTextAsync(settings, JsonSerializer.Serialize(
            new Dictionary<string, object> { [section] = new Dictionary<string, object> { ["Tls"] = tls } }));

        var run = await CommandLineRun.OfAsync(
            "serve", "--emulator", "--port", "0", "--data", _folder.Path, "--config", settings);

        run.Code.ShouldBe(ExitCode.Usage, run.Error);
        var line = run.Complaints.ShouldHaveSingleItem();
        line.ShouldStartWith($"aquatope serve: {section}:Tls:{key} is {file}, which cannot be used: ");
        line.ShouldContain("It takes");
    }

    // With its key, in PKCS #12.
    private string SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var file = Path.Combine(_folder.Path, "node.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12));
        return file;
    }

    private static TlsSection Pem(TestCertificates certificates) =>
        new() { Certificate = certificates.Certificate("node"), Key = certificates.Key("node") };

    private static async Task<HttpStatusCode> StatusAsync(Uri node, string authority)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck
        };
        policy.CustomTrustStore.ImportFromPemFile(authority);
        using var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } };
        using var client = new HttpClient(handler);
        using var answer = await client.GetAsync(new Uri(node, "/healthz/live"));
        return answer.StatusCode;
    }
}
