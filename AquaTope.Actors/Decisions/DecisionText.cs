namespace AquaTope.Actors.Decisions;

/// <summary>A decision in words.</summary>
/// <param name="Kind">Which kind of decision it is, such as <c>target-chosen</c>.</param>
/// <param name="Wording">How it reads.</param>
public sealed record DecisionText(string Kind, Wording Wording)
{
    public string Subject => Wording.Subject;

    public string Reason => Wording.Reason;
}
