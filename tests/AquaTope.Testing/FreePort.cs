using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AquaTope.Testing;

/// <summary>
/// Ports that must be known before whoever listens on them is started. While nobody listens, a locked file keeps them
/// from tests in other processes.
/// </summary>
public static class FreePort
{
    // Below the range that the system takes ports from by itself, so that no other connection comes to have one.
    private const int First = 20_000;
    private const int Last = 32_000;

    private static readonly string Folder = Directory.CreateDirectory(
        Path.Combine(Path.GetTempPath(), $"aquatope-ports-{Environment.UserName}")).FullName;

    // As long as this process lives, and for as many ports as its tests ask for.
    private static readonly List<FileStream> Taken = [];

    private static int _next = First + Environment.ProcessId * 37 % (Last - First);

    /// <summary>A port of loopback that nobody listens on, another one with each call.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = First + Interlocked.Increment(ref _next) % (Last - First);
            if (IsTaken(port)) continue;
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }
    }

    private static bool IsTaken(int port)
    {
        try
        {
            var file = new FileStream(
                Path.Combine(Folder, port.ToString(CultureInfo.InvariantCulture)), FileMode.OpenOrCreate,
                FileAccess.Write, FileShare.None);
            lock (Taken) Taken.Add(file);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
