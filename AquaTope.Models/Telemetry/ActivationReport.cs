using AquaTope.Models.Identity;

namespace AquaTope.Models.Telemetry;

/// <summary>What one activation record tells: that a function ran, or that a sequence or composition did.</summary>
public abstract record ActivationReport
{
    private ActivationReport()
    {
    }

    /// <summary>The activation that is reported; a report that arrives twice is recognized by it.</summary>
    public abstract ActivationId Id { get; }

    /// <summary>The function, sequence or composition the report is about.</summary>
    public abstract FunctionId Subject { get; }

    /// <summary>A function ran in a container.</summary>
    public sealed record Ran(Invocation Invocation) : ActivationReport
    {
        public override ActivationId Id => Invocation.Id;

        public override FunctionId Subject => Invocation.Function;
    }

    /// <summary>A sequence or composition ran to its end.</summary>
    public sealed record Composed(CompositionRun Run) : ActivationReport
    {
        public override ActivationId Id => Run.Id;

        public override FunctionId Subject => Run.Name;
    }
}
