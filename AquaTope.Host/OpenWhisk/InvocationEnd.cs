using System.Net;
using System.Text.Json.Nodes;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.OpenWhisk;

/// <summary>How an invocation ended, as its caller learned it.</summary>
internal abstract record InvocationEnd
{
    private InvocationEnd()
    {
    }

    /// <summary>It ran and left a record.</summary>
    /// <param name="Status">How it ended.</param>
    /// <param name="Execution">Run time without initialization and waiting.</param>
    /// <param name="Result">What the function returned; an object in all cases but arrays.</param>
    /// <param name="IsColdStart">Whether its record says that its container was initialized for it.</param>
    public sealed record Ran(ActivationStatus Status, TimeSpan Execution, JsonNode? Result, bool IsColdStart)
        : InvocationEnd;

    /// <summary>It did not run, or it is not known how it ended.</summary>
    /// <param name="Reason">Why, for people.</param>
    /// <param name="Answer">What the platform answered; nothing where it did not answer.</param>
    public sealed record Unknown(string Reason, HttpStatusCode? Answer = null) : InvocationEnd
    {
        /// <summary>Whether there is no such function.</summary>
        public bool IsMissing => Answer == HttpStatusCode.NotFound;
    }
}
