using System.Net;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Hooks;
using AquaTope.Host.Emulation.Invocations;
using AquaTope.Host.Emulation.Rest;
using AquaTope.Host.Emulation.Rest.Bodies;
using AquaTope.Host.Emulation.Runtimes;
using AquaTope.Models.Platform;
using AquaTope.Models.Simulation;

namespace AquaTope.Host.Emulation;

/// <summary>
/// An OpenWhisk to talk to over HTTP, on loopback only: its REST API in front of a <see cref="SimulatedPlatform"/>.
/// Actions are not executed. An invocation answers with the parameters it was given, after the time that the simulation
/// says its code would have taken.
/// </summary>
public sealed class EmulatedPlatform : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly InvocationEngine _engine;
    private readonly HookSlot _hook;
    private readonly VirtualClock? _clock;

    private EmulatedPlatform(
        WebApplication application, InvocationEngine engine, HookSlot hook, VirtualClock? clock)
    {
        _application = application;
        _engine = engine;
        _hook = hook;
        _clock = clock;
        BaseAddress = new Uri(application.Urls.Single());
    }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:3233</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Blocking invocations whose callers wait for an answer.</summary>
    public int ParkedRequests => _engine.ParkedRequests;

    /// <summary>
    /// When something happens on the platform next, if nobody calls it before; none when it is at rest.
    /// </summary>
    public DateTimeOffset? NextEventAt => _engine.NextEventAt;

    /// <summary>What has happened on the platform since its start.</summary>
    public PlatformUsage Usage => _engine.Usage;

    /// <summary>Activation records the hook could not deliver.</summary>
    public long UndeliveredRecords => _hook.Current?.Dropped ?? 0;

    /// <summary>Starts a platform and returns when it listens.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range; the message names it.</exception>
    /// <exception cref="FormatException">The runtimes manifest is wrong.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<EmulatedPlatform> StartAsync(EmulatorOptions options, CancellationToken cancellation)
    {
        options.Validate();
        var manifest = options.RuntimesManifest is { } text ? RuntimeManifest.Parse(text) : RuntimeManifest.Standard;
        var application = Build(options);
        var clock = options.Time as VirtualClock;
        var hook = new HookSlot();
        if (options.Hook is { } destination) hook.Current = Connect(destination, clock, application);
        var core = Assemble(options, manifest, hook);
        application.MapOpenWhisk(core);
        try
        {
            await application.StartAsync(cancellation);
        }
        catch
        {
            core.Engine.Dispose();
            if (hook.Current is { } connected) await connected.DisposeAsync();
            await application.DisposeAsync();
            throw;
        }
        return new EmulatedPlatform(application, core.Engine, hook, clock);
    }

    /// <summary>Advances the clock to an instant, and lets everything happen that is due until then.</summary>
    /// <exception cref="InvalidOperationException">The platform does not live in a
    /// <see cref="VirtualClock"/>.</exception>
    public void AdvanceTo(DateTimeOffset instant)
    {
        if (_clock is null) throw new InvalidOperationException("This platform's clock runs by itself.");
        _clock.AdvanceTo(instant);
        _engine.CatchUp();
    }

    /// <summary>
    /// Sends the records of activations that end from now on there. For programs that embed both ends, each of which
    /// wants the other's address.
    /// </summary>
    /// <exception cref="InvalidOperationException">They are being sent somewhere already.</exception>
    public void SendActivationsTo(ActivationHookOptions destination)
    {
        destination.Validate();
        if (_hook.Current is not null) throw new InvalidOperationException("This platform has a hook already.");
        _hook.Current = Connect(destination, _clock, _application);
    }

    /// <summary>Ends when at least so many blocking invocations wait at the same time.</summary>
    public Task WhenParkedAsync(int count) => _engine.WhenParkedAsync(count);

    /// <summary>
    /// Sends the records of all activations that have ended to the hook, and returns when it has taken the last. In a
    /// <see cref="VirtualClock"/> they are sent only so, since then the receiver must keep step.
    /// </summary>
    public Task FlushHookAsync(CancellationToken cancellation) =>
        _hook.Current?.FlushAsync(cancellation) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _engine.ReleaseParked();
        await _application.StopAsync();
        _engine.Dispose();
        if (_hook.Current is { } hook) await hook.DisposeAsync();
        await _application.DisposeAsync();
    }

    private static ActivationHook Connect(
        ActivationHookOptions destination, VirtualClock? clock, WebApplication application) =>
        new(destination, continuous: clock is null, application.Logger);

    private static WebApplication Build(EmulatorOptions options)
    {
        // The empty builder reads no settings files, no environment and no arguments.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        LogLines.AddTo(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.MaximumBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        return builder.Build();
    }

    private static PlatformCore Assemble(EmulatorOptions options, RuntimeManifest manifest, HookSlot hook)
    {
        var cpuLimits = (options.Capabilities & PlatformCapabilities.CpuLimits) != 0;
        var time = options.Time is VirtualClock ? options.Time : new ScaledTime(options.Time, options.TimeScale);
        var simulation = options.Simulation with { StemCells = manifest.StemCells, CpuLimits = cpuLimits };
        var entities = new EntityStore();
        var actions = new ActionResolver(entities);
        var activations = new ActivationStore(options.ActivationCapacity);
        var engine = new InvocationEngine(
            time, new SimulatedPlatform(simulation, options.Seed, time.GetUtcNow()), actions, options.Seed, record =>
            {
                activations.Add(record);
                hook.Current?.Enqueue(record);
            });
        return new PlatformCore(
            options, entities, activations, engine, actions, new RuntimeCatalog(manifest),
            new LimitRanges(
                options.MinimumMemory, options.MaximumMemory, options.MinimumCpu, options.MaximumCpu,
                cpuLimits ? options.DefaultCpu : null),
            new RequestThrottle(options));
    }

    /// <summary>Where records of ended activations are sent, once that is known.</summary>
    private sealed class HookSlot
    {
        public ActivationHook? Current { get; set; }
    }
}
