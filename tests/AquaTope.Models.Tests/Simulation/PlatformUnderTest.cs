using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;
using AquaTope.Models.Simulation.Containers;

namespace AquaTope.Models.Tests.Simulation;

/// <summary>
/// A platform with certain times: 500 ms to create a container, 100 ms to initialize it, 10 ms to unpause it.
/// </summary>
internal sealed class PlatformUnderTest
{
    public static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20_000);
    public static readonly RuntimeKind Node = new("nodejs:20");
    public static readonly RuntimeKind Python = new("python:3");

    public static readonly SimulatedPlatformOptions Plain = new()
    {
        StemCells = [],
        ColdStarts = ColdStartModel.Constant(TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(100)),
        UnpauseTime = TimeSpan.FromMilliseconds(10)
    };

    private readonly List<SimulatedActivation> _ended = [];

    public PlatformUnderTest(SimulatedPlatformOptions? options = null, int seed = 1)
    {
        Platform = new SimulatedPlatform(options ?? Plain, seed, Start);
        Platform.Completed += _ended.Add;
    }

    public SimulatedPlatform Platform { get; }

    public IReadOnlyList<SimulatedActivation> Ended => _ended;

    public PlatformUsage Usage => Platform.Usage;

    /// <summary>An action that runs one second in 256 MB of Node.js unless said otherwise.</summary>
    public static SimulatedAction Action(
        string name, int megabytes = 256, double seconds = 1, RuntimeKind? kind = null, double timeout = 60,
        ServiceTimeModel? service = null) =>
        new(Id(name), kind ?? Node, ResourceConfiguration.Of(1, megabytes), TimeSpan.FromSeconds(timeout),
            service ?? ServiceTimeModel.Constant(TimeSpan.FromSeconds(seconds)));

    /// <summary>An instant in seconds after the start, to the millisecond.</summary>
    public static DateTimeOffset At(double seconds) => Start.AddMilliseconds(Math.Round(seconds * 1000));

    public static FunctionId Id(string name) => FunctionId.Parse($"guest/{name}");

    public static StemCell Cell(int megabytes, int count, ReactiveStemCell? reactive = null) =>
        new(Node, MemorySize.FromMegabytes(megabytes), count, reactive);

    public static StemCellTarget Target(int megabytes, int count, RuntimeKind? kind = null) =>
        new(kind ?? Node, MemorySize.FromMegabytes(megabytes), count);

    public PlatformUnderTest Deploy(params IEnumerable<SimulatedAction> actions)
    {
        foreach (var action in actions) Platform.Deploy(action);
        return this;
    }

    public PlatformUnderTest Submit(string name, double atSeconds)
    {
        Platform.Submit(Id(name), At(atSeconds));
        return this;
    }

    public PlatformUnderTest AdvanceTo(double seconds)
    {
        Platform.AdvanceTo(At(seconds));
        return this;
    }

    /// <summary>Submits, runs for two minutes, and returns the activation.</summary>
    public SimulatedActivation Invoke(string name, double atSeconds)
    {
        var before = _ended.Count;
        Submit(name, atSeconds).AdvanceTo(atSeconds + 120);
        return _ended[before];
    }
}
