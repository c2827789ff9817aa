namespace AquaTope.Models.Workflows;

/// <summary>What is wrong with a workflow document.</summary>
/// <param name="Field">
/// The path of the field, for example <c>stages[2].after[0]</c>; <c>document</c> for the whole.
/// </param>
/// <param name="Found">What stands there.</param>
/// <param name="Expected">What would be right.</param>
public sealed record DocumentProblem(string Field, string Found, string Expected)
{
    public override string ToString() => $"{Field}: found {Found}; expected {Expected}";
}
