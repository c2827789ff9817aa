using System.Net;
using System.Net.Sockets;

namespace AquaTope.Testing;

/// <summary>Ports that must be known before whoever listens on them is started.</summary>
public static class FreePort
{
    // Below the range that the system takes ports from by itself, so that no other connection comes to have one.
    private const int First = 20_000;
    private const int Last = 32_000;

    private static int _next = First + Environment.ProcessId * 37 % (Last - First);

    /// <summary>A port of loopback that nobody listens on, another one with each call.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = First + Interlocked.Increment(ref _next) % (Last - First);
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
}
