using System.Text;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tests.Workflows;

/// <summary>Workflows that tests share.</summary>
internal static class ModelWorkflows
{
    /// <summary>Functions that run one after the other.</summary>
    public static Workflow Chain(string name, double qosSeconds, params string[] functions)
    {
        var list = string.Join(",", functions.Select(function => $"\"{function}\""));
        var json = FormattableString.Invariant($$"""{"name":"{{name}}","functions":[{{list}}],"qos":{{qosSeconds}}}""");
        return WorkflowDocument.TryRead(Encoding.UTF8.GetBytes(json), "guest", out var workflow, out var problem)
            ? workflow
            : throw new ArgumentException(problem.ToString(), nameof(functions));
    }
}
