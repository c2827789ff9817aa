namespace AquaTope.Host.OpenWhisk;

/// <summary>Whether the platform has a capability: said by the operator, or asked of the platform.</summary>
public enum CapabilitySetting
{
    /// <summary>Ask the platform.</summary>
    Auto = 0,

    /// <summary>It has it.</summary>
    On = 1,

    /// <summary>It has it not.</summary>
    Off = 2
}

/// <summary>An internal endpoint of the platform and the account that may use it.</summary>
public sealed record AdminEndpoint(Uri Endpoint, string User, string Password)
{
    /// <summary>Never the password.</summary>
    public override string ToString() => $"{User} at {Endpoint}";
}

/// <summary>Where the platform is and how it is to be treated. Section <c>OpenWhisk</c> of the settings.</summary>
public sealed record OpenWhiskOptions
{
    /// <summary>The API host with scheme and port, without <c>/api/v1</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The namespace's key, <c>uuid:key</c>, as <c>wsk property get --auth</c> shows it.</summary>
    public required string Auth { get; init; }

    /// <summary>
    /// Whether server certificates are verified. Turning it off exposes the key to whoever stands in between.
    /// </summary>
    public bool VerifyCertificates { get; init; } = true;

    /// <summary>How long any call but an invocation may take.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a blocking invocation may take. The platform itself answers 202 after 60 s at most; less than that
    /// leaves invocations running whose outcome is not seen.
    /// </summary>
    public TimeSpan InvocationTimeout { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>How long an activation that was answered 202 is waited for, from that answer on.</summary>
    public TimeSpan RecordTimeout { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>How often its record is asked for.</summary>
    public TimeSpan RecordInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Per-function CPU limits (OpenWhisk with #4648); asked of <c>GET /</c> when <c>Auto</c>.</summary>
    public CapabilitySetting CpuLimits { get; init; }

    /// <summary>
    /// Stem cells reconfigured at run time (OpenWhisk with #4790); when <c>Auto</c>, there if a controller is
    /// configured and an invoker answers <c>/getRuntime</c>.
    /// </summary>
    public CapabilitySetting RuntimeConfiguration { get; init; }

    /// <summary>
    /// One controller's internal endpoint, for <c>/config/runtime</c>. One and not all: each call makes every invoker
    /// drop its ready containers, whichever controller it went to.
    /// </summary>
    public AdminEndpoint? Controller { get; init; }

    /// <summary>
    /// The managed invokers' endpoints, for <c>/getRuntime</c>; stem cells are shared out among so many invokers, and
    /// compared with what each of them has ready.
    /// </summary>
    public IReadOnlyList<AdminEndpoint> Invokers { get; init; } = [];

    /// <summary>
    /// The runtimes manifest the platform was started with. Without it the manifest is put together from <c>GET /</c>,
    /// which names kinds and images but neither stem cells nor blackbox images.
    /// </summary>
    public string? RuntimesManifest { get; init; }

    /// <summary>
    /// What is wrong with the settings, one sentence each that names the key, its value and its range.
    /// </summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (key, endpoint) in Endpoints())
            if (endpoint is null || !endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https"))
                yield return $"OpenWhisk:{key} is {endpoint}; it must be an http or https address.";
            else if (endpoint.UserInfo.Length > 0)
                yield return $"OpenWhisk:{key} holds an account, which logs would show; give it by a key of its own.";
        if (Endpoint is { IsAbsoluteUri: true } && Endpoint.AbsolutePath.Contains("/api/v1", StringComparison.Ordinal))
            yield return $"OpenWhisk:Endpoint is {Endpoint}; it must be the API host alone, without /api/v1.";
        if (Auth is null || Auth.IndexOf(':') is <= 0 || Auth.EndsWith(':'))
            yield return "OpenWhisk:Auth must have the form uuid:key.";
        foreach (var (key, wait) in Waits())
            if (wait < TimeSpan.FromMilliseconds(10) || wait > TimeSpan.FromHours(1))
                yield return $"OpenWhisk:{key} is {wait}; it must lie between 10 ms and one hour.";
        if (RuntimesManifest is not null && !File.Exists(RuntimesManifest))
            yield return $"OpenWhisk:RuntimesManifest is {RuntimesManifest}; there is no such file.";
        if (RuntimeConfiguration == CapabilitySetting.On && Controller is null)
            yield return "OpenWhisk:RuntimeConfiguration is On; it needs OpenWhisk:Controller.";
    }

    /// <summary>Never the key.</summary>
    public override string ToString() => $"{nameof(OpenWhiskOptions)} of {Endpoint}";

    private IEnumerable<(string Key, Uri Endpoint)> Endpoints()
    {
        yield return (nameof(Endpoint), Endpoint);
        if (Controller is not null) yield return ("Controller:Endpoint", Controller.Endpoint);
        for (var i = 0; i < Invokers.Count; i++) yield return ($"Invokers:{i}:Endpoint", Invokers[i].Endpoint);
    }

    private IEnumerable<(string Key, TimeSpan Wait)> Waits() =>
    [
        (nameof(CallTimeout), CallTimeout), (nameof(InvocationTimeout), InvocationTimeout),
        (nameof(RecordTimeout), RecordTimeout), (nameof(RecordInterval), RecordInterval)
    ];
}
