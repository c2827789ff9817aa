namespace AquaTope.Models.Identity;

/// <summary>One measurement: the workflow, its study, counted from 1, and the study's trial, counted from 0.</summary>
public readonly record struct TrialId(WorkflowId Workflow, int Study, int Number)
{
    public override string ToString() => $"{Workflow}-{Study}#{Number}";
}
