using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform;

/// <summary>The answer to the question whether, and how, a function is deployed.</summary>
public abstract record FunctionLookup
{
    private FunctionLookup()
    {
    }

    /// <summary>The function exists. CPU is one core where the platform has no CPU limit.</summary>
    public sealed record Found(RuntimeKind Kind, ResourceConfiguration Resources) : FunctionLookup;

    /// <summary>The platform knows no such function.</summary>
    public sealed record Missing : FunctionLookup;

    /// <summary>The platform did not answer.</summary>
    public sealed record Unreachable(string Reason) : FunctionLookup;
}
