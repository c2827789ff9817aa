namespace AquaTope.Actors.Fencing;

/// <summary>The right to change the platform, which ends by itself.</summary>
public interface IFence
{
    /// <summary>
    /// Whether this node has it for certain at this moment. Told by clocks, not by messages: a process that was stopped
    /// and goes on knows at once that its time is over.
    /// </summary>
    bool IsHeld { get; }
}
