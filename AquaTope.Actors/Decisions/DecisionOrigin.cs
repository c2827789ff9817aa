using System.Globalization;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Actors.Decisions;

/// <summary>Whose journal a fact lies in. The parts below are only there in journals of that kind.</summary>
/// <param name="PersistenceId">The journal's name for the actor that decided.</param>
public readonly record struct DecisionOrigin(string PersistenceId)
{
    /// <exception cref="FormatException">It is not the journal of a function.</exception>
    public FunctionId Function => FunctionId.Parse(After(FunctionActor.PersistencePrefix));

    /// <exception cref="FormatException">It is not the journal of a workflow.</exception>
    public WorkflowId Workflow => WorkflowId.Parse(After(WorkflowActor.PersistencePrefix));

    /// <exception cref="FormatException">It is not the journal of a study.</exception>
    public StudyId Study
    {
        get
        {
            var name = After(StudyActor.PersistencePrefix);
            var dash = name.LastIndexOf('-');
            return new StudyId(
                WorkflowId.Parse(name[..Math.Max(0, dash)]),
                int.Parse(name[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture));
        }
    }

    private string After(string prefix) => PersistenceId.StartsWith(prefix, StringComparison.Ordinal)
        ? PersistenceId[prefix.Length..]
        : throw new FormatException($"'{PersistenceId}' does not begin with '{prefix}'.");
}
