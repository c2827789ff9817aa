namespace AquaTope.Models.Decisions;

/// <summary>One thing that a decision was made from.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">What it was.</param>
public sealed record ExplanationInput(string Name, string Value);
