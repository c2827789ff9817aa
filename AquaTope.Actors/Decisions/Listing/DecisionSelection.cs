using System.Data.Common;
using System.Globalization;

namespace AquaTope.Actors.Decisions.Listing;

/// <summary>A query of decisions as SQL. Whatever comes from outside is a parameter.</summary>
internal sealed class DecisionSelection
{
    private readonly List<string> _conditions = [];
    private readonly List<object> _values = [];
    private readonly string _order;

    private DecisionSelection(DecisionQuery query)
    {
        _conditions.Add($"id > {Parameter(query.After)}");
        if (query.Before is { } before) _conditions.Add($"id < {Parameter(before)}");
        if (query.PersistenceId is { } id) _conditions.Add($"persistence_id = {Parameter(id)}");
        if (query.Workflow is { } workflow) _conditions.Add(About(workflow.Value, query));
        if (query.Function is { } function) _conditions.Add($"function = {Parameter(function.Value)}");
        if (query.Kind is { } kind) _conditions.Add($"kind = {Parameter(kind)}");
        if (query.Change is { } change) _conditions.Add($"change = {Parameter(change)}");
        if (query.Since is { } since) _conditions.Add($"at >= {Parameter(since.ToUnixTimeMilliseconds())}");
        if (query.Until is { } until) _conditions.Add($"at < {Parameter(until.ToUnixTimeMilliseconds())}");
        _order = $"{(query.Latest ? "DESC" : "ASC")} LIMIT {Parameter(query.Limit)}";
    }

    public static DecisionSelection Of(DecisionQuery query) => new(query);

    public DbCommand On(DbConnection connection, string columns)
    {
        var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT {columns} FROM decisions WHERE {string.Join(" AND ", _conditions)} ORDER BY id {_order}";
        for (var i = 0; i < _values.Count; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (Name(i), _values[i]);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private string About(string workflow, DecisionQuery query)
    {
        var own = $"workflow = {Parameter(workflow)}";
        if (query.FunctionsOfWorkflow.Count == 0) return own;
        var functions = query.FunctionsOfWorkflow.Select(id => Parameter(id.Value));
        return $"({own} OR function IN ({string.Join(", ", functions)}))";
    }

    private string Parameter(object value)
    {
        _values.Add(value);
        return Name(_values.Count - 1);
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"@p{number}");
}
