namespace AquaTope.Actors.Sharding;

/// <summary>
/// A message that may leave the process; it has a row in the wire table and carries no actor reference.
/// </summary>
public interface IWireMessage;
