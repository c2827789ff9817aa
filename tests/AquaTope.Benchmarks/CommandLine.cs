using System.Globalization;
using System.Text.Json;

namespace AquaTope.Benchmarks;

/// <summary>
/// A parsed command line, <c>SUITE [--json FILE] [--seed N] [--trace FILE] [--database CONNECTION]</c>.
/// </summary>
public sealed class CommandLine
{
    private const int UsageError = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly ISuite _suite;
    private readonly SuiteOptions _options;
    private readonly string? _jsonFile;

    private CommandLine(ISuite suite, SuiteOptions options, string? jsonFile)
    {
        _suite = suite;
        _options = options;
        _jsonFile = jsonFile;
    }

    /// <summary>Reads the arguments, or says in one line what is wrong with them.</summary>
    public static bool TryParse(string[] arguments, ISuite[] suites, out CommandLine command, out string problem)
    {
        command = null!;
        var names = string.Join(", ", suites.Select(candidate => candidate.Name));
        var suite = Array.Find(suites, candidate => candidate.Name == arguments.FirstOrDefault());
        if (suite is null)
        {
            problem = arguments.Length == 0
                ? $"A suite is missing; give one of: {names}."
                : $"'{arguments[0]}' is no suite; give one of: {names}.";
            return false;
        }

        var seed = 1;
        string? jsonFile = null;
        string? trace = null;
        string? database = null;
        for (var i = 1; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--json" when CanBeWritten(value):
                    jsonFile = value;
                    break;
                case "--seed" when TryParseSeed(value, out seed):
                    break;
                case "--trace" when suite.ReplaysTraces && File.Exists(value):
                    trace = value;
                    break;
                case "--database" when suite.UsesDatabase && value is not null:
                    database = value;
                    break;
                case "--json":
                    problem = $"--json is '{value}'; give a file in a folder that exists, or - for standard output.";
                    return false;
                case "--seed":
                    problem = $"--seed is '{value}'; give a whole number.";
                    return false;
                case "--trace":
                    problem = suite.ReplaysTraces
                        ? $"--trace is '{value}'; give a trace file that exists."
                        : $"Suite {suite.Name} replays no trace; leave --trace out.";
                    return false;
                case "--database":
                    problem = suite.UsesDatabase
                        ? "--database is empty; give a PostgreSQL connection string."
                        : $"Suite {suite.Name} uses no database; leave --database out.";
                    return false;
                default:
                    problem =
                        $"'{arguments[i]}' is no option; give --json FILE, --seed N, "
                        + "--trace FILE or --database CONNECTION.";
                    return false;
            }
        }

        command = new CommandLine(suite, new SuiteOptions(seed, trace, database), jsonFile);
        problem = "";
        return true;
    }

    /// <summary>Reports a wrong command line.</summary>
    public static int Refuse(string problem)
    {
        Console.Error.WriteLine(problem);
        return UsageError;
    }

    /// <summary>Runs the suite and writes its report.</summary>
    public int Run()
    {
        var report = new SuiteReport(_suite.Name, _options.Seed, _suite.Run(_options));
        if (_jsonFile == "-")
        {
            Console.WriteLine(JsonSerializer.Serialize(report, Json));
            return 0;
        }

        if (_jsonFile is not null) File.WriteAllText(_jsonFile, JsonSerializer.Serialize(report, Json));
        Console.WriteLine($"suite {report.Suite}, seed {report.Seed}");
        foreach (var result in report.Results) Console.WriteLine(result);
        return 0;
    }

    private static bool TryParseSeed(string? text, out int seed) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seed);

    private static bool CanBeWritten(string? file) =>
        !string.IsNullOrEmpty(file)
        && (file == "-"
                || (!Directory.Exists(file) && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))));
}
