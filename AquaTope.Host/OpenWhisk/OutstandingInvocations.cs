namespace AquaTope.Host.OpenWhisk;

/// <summary>
/// Counts blocking invocations that are to be sent or have not been answered. Who steps a platform's virtual clock
/// waits until so many have arrived there; so a group of parallel invocations is counted before its first is sent, and
/// an answered one until its successors are counted.
/// </summary>
internal sealed class OutstandingInvocations
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Raise(int invocations) => Interlocked.Add(ref _count, invocations);

    public void Lower(int invocations) => Interlocked.Add(ref _count, -invocations);
}
