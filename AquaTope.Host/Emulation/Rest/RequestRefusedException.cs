namespace AquaTope.Host.Emulation.Rest;

/// <summary>A request that is answered with an error. Thrown where the fault is found, answered in one place.</summary>
internal sealed class RequestRefusedException(int status, string error) : Exception(error)
{
    public int Status { get; } = status;
}
