using System.CommandLine;
using System.Text;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Models.Optimization.Problems;
using AquaTope.Models.Optimization.Problems.Tables;
using AquaTope.Models.Traces;

namespace AquaTope.Host.Cli.Tuning;

/// <summary>
/// The options of <c>tune</c> that say what is sized: a problem with a known answer, or a workflow on a platform.
/// </summary>
internal sealed class TuneSubject
{
    private const double LongestQosSeconds = 86_400;

    private readonly Option<string?> _problem = new("--problem")
    {
        HelpName = "NAME",
        Description = $"A problem with a known answer: {string.Join(", ", ProblemCatalog.Names)}."
    };

    private readonly Option<string?> _model = new("--workflow-model")
    {
        HelpName = "FILE.json",
        Description = "A workflow whose stages follow Amdahl's law with a memory knee, and what disturbs its runs."
    };

    private readonly Option<string?> _profile = new("--profile")
    {
        HelpName = "FILE.csv",
        Description = "Measured stages, plain or gzip: a trial looks up the nearest measured configuration."
    };

    private readonly Option<string?> _stages = new("--stages")
    {
        HelpName = "A,B+C,…",
        Description = "With --profile: the stages in order; those joined by + run side by side."
    };

    private readonly Option<double> _qos = VerbOption.Number(
        "--qos", "With --profile: the seconds within which a run is to end.", 0.001, LongestQosSeconds, 1);

    public TuneSubject()
    {
        _qos.DefaultValueFactory = null;
        Options = [_problem, _model, _profile, _stages, _qos, Workflow, Platform, Key, Repetitions];
    }

    /// <summary>The workflow that is measured on a platform.</summary>
    public Option<string?> Workflow { get; } = new("--workflow")
    {
        HelpName = "FILE",
        Description = "A workflow as it is registered with a node, measured on the platform that --platform names."
    };

    public Option<string?> Platform { get; } = new("--platform")
    {
        HelpName = "URL",
        Description = "With --workflow: the API host of an OpenWhisk. Trials run on copies that are removed afterwards."
    };

    /// <summary>The platform's key.</summary>
    public Option<string> Key { get; } = new("--auth")
    {
        HelpName = "UUID:KEY",
        Description = "With --platform: the namespace's key; without, the one of development installations.",
        DefaultValueFactory = _ => Emulation.EmulatorOptions.GuestKey
    };

    /// <summary>Runs of a trial on a platform.</summary>
    public Option<int> Repetitions { get; } = VerbOption.WholeNumber(
        "--repetitions", "With --platform: runs of the workflow in each trial, after one that is not counted.",
        1, 1000, 3);

    public IReadOnlyList<Option> Options { get; }

    /// <summary>Checks that exactly one thing is named, with the options that belong to it and no others.</summary>
    /// <exception cref="UsageException">It is not so.</exception>
    public void Check(VerbRun run)
    {
        Option[] subjects = [_problem, _model, _profile, Workflow];
        var given = subjects.Where(run.IsGiven).ToList();
        if (given.Count == 0)
            throw new UsageException(
                "nothing is named to size; it takes one of " +
                string.Join(", ", subjects.Select(option => option.Name)));
        if (given.Count > 1)
            throw new UsageException(
                $"{given[0].Name} and {given[1].Name} are both given; it takes one thing to size at a time");

        Belongs(run, _profile, required: [_stages, _qos]);
        Belongs(run, Workflow, required: [Platform], [Key, Repetitions]);
    }

    /// <summary>Whether a workflow on a platform is sized.</summary>
    public bool IsOnPlatform(VerbRun run) => run.IsGiven(Workflow);

    /// <summary>The files that are named to be read, with their options.</summary>
    public IEnumerable<(string Option, string? Path)> Files(VerbRun run) =>
        new[] { _model, _profile, Workflow }.Select(option => (option.Name, run.Value(option)));

    /// <summary>The problem that is named.</summary>
    /// <exception cref="UsageException">There is none of that name, or its file is wrong.</exception>
    public Problem Read(VerbRun run) =>
        run.Value(_problem) is { } name ? Named(name)
        : run.Value(_model) is { } model ? Modelled(model)
        : Measured(run.Required(_profile)!, run.Required(_stages)!, run.Value(_qos));

    /// <summary>The content of a JSON file that an option names, without a byte order mark.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static byte[] Content(string option, string path)
    {
        RequireFile(option, path);
        try
        {
            var content = File.ReadAllBytes(path);
            return content.AsSpan().StartsWith(Encoding.UTF8.Preamble)
                ? content[Encoding.UTF8.Preamble.Length..]
                : content;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option} is '{path}'; {unreadable.Message}", unreadable);
        }
    }

    private static void Belongs(VerbRun run, Option owner, Option[] required, params Option[] optional)
    {
        foreach (var option in required)
            if (run.IsGiven(owner) && !run.IsGiven(option))
                throw new UsageException($"{owner.Name} is given without {option.Name}; it takes both");
        foreach (var option in required.Concat(optional))
            if (run.IsGiven(option) && !run.IsGiven(owner))
                throw new UsageException($"{option.Name} is given without {owner.Name}, to which it belongs");
    }

    private static Problem Named(string name)
    {
        string[] names = [.. ProblemCatalog.Names];
        return names.Contains(name)
            ? ProblemCatalog.Get(name)
            : throw new UsageException(
                $"--problem is '{name}', which is no problem{NameSuggestion.For(name, names)}");
    }

    private static ModelledWorkflowProblem Modelled(string path) =>
        WorkflowModelDocument.TryRead(Content("--workflow-model", path), out var model, out var problem)
            ? model
            : throw new UsageException($"--workflow-model: {path}: {problem}");

    private static MeasuredWorkflowProblem Measured(string path, string stages, double qosSeconds)
    {
        RequireFile("--profile", path);
        StageTableFile file;
        try
        {
            file = StageTableFile.Read(path);
        }
        catch (TraceFormatException malformed)
        {
            throw new UsageException($"--profile: {malformed.Message}", malformed);
        }
        foreach (var stage in stages.Split(',', '+')) RequireStage(file, stages, stage);
        return file.Workflow(stages, qosSeconds);
    }

    private static void RequireStage(StageTableFile file, string stages, string stage)
    {
        if (string.IsNullOrWhiteSpace(stage))
            throw new UsageException($"--stages is '{stages}', with an empty entry; it takes A,B+C,…");
        var known = file.Stages.ToList();
        if (known.Exists(name => name == stage || name.StartsWith(stage + "/", StringComparison.Ordinal))) return;
        string[] names = [.. known.Select(name => name.Split('/')[0]).Distinct()];
        throw new UsageException(
            $"--stages names '{stage}', which the profile has not{NameSuggestion.For(stage, names)}");
    }

    private static void RequireFile(string option, string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"{option} is '{path}', a folder; it takes a file");
        if (!File.Exists(path)) throw new UsageException($"{option} is '{path}', but there is no such file");
    }
}
