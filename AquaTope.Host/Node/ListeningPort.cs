using System.Net;
using System.Net.Sockets;

namespace AquaTope.Host.Node;

/// <summary>The port that a server is to listen on.</summary>
internal static class ListeningPort
{
    /// <summary>
    /// Sees whether it can be had. A server binds its port last and tells that it cannot with a stack trace; its
    /// operator should hear of it first, and in one line.
    /// </summary>
    /// <param name="setting">What the port is called where it is set.</param>
    /// <param name="address">The address to listen on.</param>
    /// <param name="port">The port; 0 is always free.</param>
    /// <exception cref="IOException">It is taken, or not this user's to take.</exception>
    public static void EnsureFree(string setting, IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
        }
        catch (SocketException refused)
        {
            throw new IOException(
                $"{setting} {port} on {address} cannot be bound: {refused.Message}; choose another with --port",
                refused);
        }
    }
}
