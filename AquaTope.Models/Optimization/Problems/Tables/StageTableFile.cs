using System.Globalization;
using System.Text;
using AquaTope.Models.Quantities;
using AquaTope.Models.Traces;

namespace AquaTope.Models.Optimization.Problems.Tables;

/// <summary>
/// A file of measured stages (CSV, plain or gzip) in one of the shapes of <see cref="TableLayout"/>: OpenFaaS over CPU
/// and memory, AWS Lambda over memory, ChunkFunc profiles, Jolteon stage profiles.
/// </summary>
/// <remarks>
/// A stage is asked for as <c>name</c>, <c>name/input</c> or <c>name/input/variant</c>; of what is left open, that with
/// the most configurations is taken.
/// </remarks>
public sealed class StageTableFile
{
    private const int ColumnsNamed = 8;

    private readonly string _path;
    private readonly Dictionary<string, Dictionary<ResourceConfiguration, List<double?>>> _stages;

    private StageTableFile(
        string path, TablePricing pricing, Dictionary<string, Dictionary<ResourceConfiguration, List<double?>>> stages)
    {
        _path = path;
        Pricing = pricing;
        _stages = stages;
    }

    /// <summary>What was paid for where this was measured.</summary>
    public TablePricing Pricing { get; }

    /// <summary>Every stage in full, as name, input and variant.</summary>
    public IEnumerable<string> Stages => _stages.Keys.Order(StringComparer.Ordinal);

    /// <exception cref="TraceFormatException">The file cannot be read; the message says where and why.</exception>
    public static StageTableFile Read(string path)
    {
        using var lines = TraceSource.Open(path).Lines;
        if (!lines.TryRead(out var first))
            throw TraceFormatException.InFile(path, "the file is empty; expected a header");
        var header = Encoding.UTF8.GetString(first).Split(',');
        var layout = TableLayout.All.FirstOrDefault(shape => shape.Columns.All(header.Contains))
            ?? throw TraceFormatException.InLine(
                path, 1, $"the columns {Beginning(header)} are those of no known table of measured stages; " +
                         $"expected {string.Join(" or ", TableLayout.All.Select(shape => Text(shape.Columns)))}");

        var (names, sizes, durations) = (Places(layout.Names), Places(layout.Sizes), Places(layout.Durations));
        var status = layout.Status is null ? -1 : Array.IndexOf(header, layout.Status);
        var stages = new Dictionary<string, Dictionary<ResourceConfiguration, List<double?>>>(StringComparer.Ordinal);
        while (lines.TryRead(out var line))
        {
            var cells = Encoding.UTF8.GetString(line).Split(',');
            if (cells.Length != header.Length)
                throw TraceFormatException.InLine(
                    path, lines.LineNumber, $"{cells.Length} cells; expected {header.Length} as in the header");
            var size = Array.ConvertAll(sizes, place => cells[place]);
            var resources = layout.Resources(size) ?? throw TraceFormatException.InColumn(
                path, lines.LineNumber, sizes[0] + 1,
                $"found {string.Join(",", size)}; expected whole numbers above 0");
            var name = string.Join('/', names.Select(place => cells[place]));
            if (!stages.TryGetValue(name, out var configurations)) stages[name] = configurations = [];
            if (!configurations.TryGetValue(resources, out var repetitions))
                configurations[resources] = repetitions = [];
            repetitions.Add(status >= 0 && cells[status] != "200" ? null : Seconds(cells, lines.LineNumber));
        }
        return new StageTableFile(path, layout.Pricing, stages);

        // Some tables have a column for every minute of a day.
        static string Beginning(string[] columns) =>
            Text(columns.Take(ColumnsNamed)) + (columns.Length > ColumnsNamed ? ", …" : "");

        static string Text(IEnumerable<string> columns) => string.Join(", ", columns);

        int[] Places(string[] columns) => Array.ConvertAll(columns, column => Array.IndexOf(header, column));

        double Seconds(string[] cells, long number)
        {
            var sum = 0.0;
            foreach (var place in durations)
            {
                if (!double.TryParse(cells[place], CultureInfo.InvariantCulture, out var value)
                    || !double.IsFinite(value))
                    throw TraceFormatException.InColumn(
                        path, number, place + 1, $"found '{cells[place]}'; expected a duration");
                sum += value;
            }
            if (sum <= 0)
                throw TraceFormatException.InColumn(
                    path, number, durations[0] + 1, $"found a duration of {sum}; expected one above 0");
            return sum * layout.SecondsPerUnit;
        }
    }

    /// <summary>The table of a stage.</summary>
    /// <exception cref="ArgumentException">The file has no such stage; the message lists those there are.</exception>
    public StageTable Table(string stage)
    {
        var found = _stages
            .Where(entry => entry.Key == stage || entry.Key.StartsWith(stage + "/", StringComparison.Ordinal))
            .OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        if (found.Key is null)
            throw new ArgumentException(
                $"{_path} has no stage '{stage}'; there are "
                + $"{string.Join(", ", Stages.Select(name => name.Split('/')[0]).Distinct())}.",
                nameof(stage));
        return new StageTable(
            found.Key,
            [
                .. found.Value
                    .OrderBy(at => at.Key.Cpu).ThenBy(at => at.Key.Memory)
                    .Select(at => new MeasuredConfiguration(at.Key, at.Value))
            ]);
    }

    /// <summary>
    /// The workflow of a list of stages: <c>A,B+C,D</c> runs A, then B and C side by side, then D.
    /// </summary>
    /// <exception cref="ArgumentException">The file has not every stage.</exception>
    public MeasuredWorkflowProblem Workflow(string stages, double qosSeconds)
    {
        var groups = stages.Split(',').Select(group => group.Split('+').Select(Table).ToList()).ToList();
        return MeasuredWorkflowProblem.Of($"{Path.GetFileName(_path)}:{stages}", groups, qosSeconds, Pricing);
    }
}
