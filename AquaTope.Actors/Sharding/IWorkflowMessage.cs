using AquaTope.Models.Identity;

namespace AquaTope.Actors.Sharding;

/// <summary>A message for the one actor that stands for a workflow, wherever in the cluster it is.</summary>
public interface IWorkflowMessage : IWireMessage
{
    WorkflowId Workflow { get; }
}
