using System.Runtime.InteropServices;

namespace AquaTope.Host.Cli.CommandLines;

/// <summary>
/// The wish to stop, by Ctrl-C (SIGINT) or by SIGTERM. The first one asks for a clean stop; a second Ctrl-C is left
/// to the system, which ends the process at once.
/// </summary>
internal sealed class StopRequest : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public CancellationToken Token => _source.Token;

    /// <summary>Whether it was an interruption, which the exit code tells, and not an orderly termination.</summary>
    public bool Interrupted { get; private set; }

    /// <summary>A request that the signals of this process make.</summary>
    public static StopRequest OnSignals()
    {
        var request = new StopRequest();
        request._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = !request.Token.IsCancellationRequested;
            request.Interrupt();
        }));
        request._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            request.Terminate();
        }));
        return request;
    }

    /// <summary>Asks to stop what a person started and no longer wants.</summary>
    public void Interrupt()
    {
        Interrupted = true;
        _source.Cancel();
    }

    /// <summary>Asks to stop in good order, as a service manager does.</summary>
    public void Terminate() => _source.Cancel();

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }
}
