using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AquaTope.Host.Tests.Clustering;

/// <summary>
/// The connections between nodes, each led through here: nodes know each other by ports of this network, which passes
/// on to the ports they listen on. It can part a node from the others; then what is sent between them vanishes, and
/// nobody is told, as when a switch fails.
/// </summary>
internal sealed class ClusterNetwork : IDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly List<TcpListener> _listeners = [];
    private readonly ConcurrentDictionary<int, int> _processes = new();
    private int _parted = -1;

    /// <summary>Passes connections to each node's public port on to the port it listens on.</summary>
    public ClusterNetwork(IReadOnlyList<int> publicPorts, IReadOnlyList<int> ports)
    {
        for (var node = 0; node < ports.Count; node++)
        {
            var listener = new TcpListener(IPAddress.Loopback, publicPorts[node]);
            listener.Start();
            _listeners.Add(listener);
            _ = AcceptAsync(listener, node, ports[node]);
        }
    }

    /// <summary>Says which process a node is, so that its connections can be told from those of others.</summary>
    public void Is(int node, int process) => _processes[node] = process;

    /// <summary>From now on nothing gets from this node to another or back.</summary>
    public void Part(int node) => Volatile.Write(ref _parted, node);

    public void Dispose()
    {
        _ending.Cancel();
        foreach (var listener in _listeners) listener.Dispose();
        _ending.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener, int target, int port)
    {
        try
        {
            while (true) _ = PassAsync(await listener.AcceptTcpClientAsync(_ending.Token), target, port);
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task PassAsync(TcpClient caller, int target, int port)
    {
        using var from = caller;
        var source = KnownNodeOf(((IPEndPoint)from.Client.RemoteEndPoint!).Port);
        using var to = new TcpClient();
        try
        {
            if (!IsParted(source, target)) await to.ConnectAsync(IPAddress.Loopback, port, _ending.Token);
            var there = PumpAsync(from, to, source, target);
            await (to.Connected ? Task.WhenAny(there, PumpAsync(to, from, source, target)) : there);
        }
        catch (Exception gone) when (
            gone is OperationCanceledException or SocketException or IOException or InvalidOperationException)
        {
            // One of the two has ended, and with it the connection.
        }
    }

    // What comes while the two are parted is read and forgotten.
    private async Task PumpAsync(TcpClient from, TcpClient to, int source, int target)
    {
        var buffer = new byte[64 * 1024];
        var stream = from.GetStream();
        while (true)
        {
            var count = await stream.ReadAsync(buffer, _ending.Token);
            if (count == 0) return;
            if (!IsParted(source, target)) await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _ending.Token);
        }
    }

    private bool IsParted(int source, int target) =>
        source != target && Volatile.Read(ref _parted) is >= 0 and var parted && (source == parted || target == parted);

    // A table of sockets that changes while it is read may leave one out, and whose a connection is decides who is
    // parted.
    private int KnownNodeOf(int port)
    {
        var node = -1;
        for (var looks = 0; node < 0 && looks < 100; looks++) node = NodeOf(port);
        return node;
    }

    // The system knows which socket has the port, and which process has the socket.
    private int NodeOf(int port)
    {
        var end = $":{port:X4}";
        var socket = File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts[1].EndsWith(end, StringComparison.Ordinal))
            .Select(parts => $"socket:[{parts[9]}]")
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (node, process) in _processes)
        {
            var files = new DirectoryInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/fd"));
            if (files.Exists
                && files.EnumerateFiles().Any(file => file.LinkTarget is { } link && socket.Contains(link)))
                return node;
        }
        return -1;
    }
}
