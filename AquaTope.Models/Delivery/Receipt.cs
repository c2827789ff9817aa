using AquaTope.Models.Identity;

namespace AquaTope.Models.Delivery;

/// <summary>A function's answer to a parcel.</summary>
/// <param name="Function">Who answers.</param>
/// <param name="Turn">The parcel's turn.</param>
/// <param name="Received">It has every report up to this number, be it in memory alone.</param>
/// <param name="Journaled">It has written down that it has counted every report up to this number.</param>
/// <param name="IsLacking">The parcel was not taken: reports before it are missing.</param>
public readonly record struct Receipt(FunctionId Function, int Turn, long Received, long Journaled, bool IsLacking);
