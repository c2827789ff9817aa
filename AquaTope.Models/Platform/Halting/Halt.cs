namespace AquaTope.Models.Platform.Halting;

/// <summary>Nothing is changed, by order of an operator. Wishes are written down all the same.</summary>
/// <param name="Why">What for.</param>
/// <param name="By">Who ordered it.</param>
/// <param name="At">Since when.</param>
public sealed record Halt(string Why, string By, DateTimeOffset At);
