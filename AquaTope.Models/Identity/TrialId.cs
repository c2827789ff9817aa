namespace AquaTope.Models.Identity;

/// <summary>One measurement of a study: the workflow and the trial's number, counted from 0.</summary>
public readonly record struct TrialId(WorkflowId Workflow, int Number)
{
    public override string ToString() => $"{Workflow}#{Number}";
}
