using System.CommandLine;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Cli.Tuning.Comparisons;
using AquaTope.Host.Plots;
using AquaTope.Models.Optimization.BlackBox.Designers;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Optimization.Problems;
using AquaTope.Models.Optimization.Problems.Comparing;
using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Host.Cli.Tuning;

/// <summary>
/// Sizes a workflow, or solves another problem of the kind: trial after trial of a designer's choice, towards the least
/// cost that keeps the constraints.
/// </summary>
internal sealed class TuneCommand : Verb
{
    private const string StandardDesigner = "aquatope";
    private const int MostTrials = 100_000;
    private const int MostSeeds = 10_000;

    private static readonly ComparisonOptions Defaults = new();

    private static readonly string[] Names =
        [.. DesignerCatalog.Standard.Names.Union(PointDesignerCatalog.Names).Order(StringComparer.Ordinal)];

    private readonly TuneSubject _subject = new();

    private readonly Option<string> _designer = new("--designer")
    {
        HelpName = "NAME",
        Description = $"Who chooses the trials: {string.Join(", ", Names)}.",
        DefaultValueFactory = _ => StandardDesigner
    };

    private readonly Option<int> _trials = VerbOption.WholeNumber(
        "--trials", "Trials in all, those of the initial design included.", 1, MostTrials, Defaults.Trials);

    private readonly Option<int> _batch = VerbOption.WholeNumber(
        "--batch", "Trials that the designer suggests at a time.", 1, MostTrials, Defaults.Batch);

    private readonly Option<int> _init = VerbOption.WholeNumber(
        "--init", "Random trials before the designer is asked; on a platform, the plan in force is the only one.",
        1, MostTrials, Defaults.Initial);

    private readonly Option<string?> _plot = new("--plot")
    {
        HelpName = "FILE.svg|png",
        Description = "Draw the run: objective over trials and, of a workflow, cost against latency."
    };

    private readonly Option<string[]> _designers = VerbOption.List("--designers", "A,B,…",
        "Compare these designers on the problem, each with the same initial designs and the same noise.");

    private readonly Option<int> _seeds = VerbOption.WholeNumber(
        "--seeds", "Compare over so many seeds, from --seed on.", 1, MostSeeds, 1);

    public TuneCommand() : base(
        "tune",
        "Sizes a workflow: chooses CPU and memory of every stage, trial after trial, so that runs cost the least and " +
        "keep their latency target. On problems with a known answer it shows how close it comes.",
        "tune --problem wf3 --plot wf3.svg",
        "tune --profile openfaas.csv.gz --stages resize,classify --qos 2 --designer sobol",
        "tune --workflow workflow.json --platform http://127.0.0.1:3233 --trials 30",
        "tune --problem wf5 --designers aquatope,sobol --seeds 20")
    {
        Option[] others = [_designer, _trials, _batch, _init, _plot, _designers, _seeds];
        foreach (var option in _subject.Options.Concat(others)) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        _subject.Check(run);
        var plot = PlotFile.Of(run.Value(_plot));
        run.RequireFilesApart(_subject.Files(run), ("--plot", run.Value(_plot)));
        if (run.IsGiven(_designers) || run.IsGiven(_seeds)) await CompareAsync(run, plot);
        else if (_subject.IsOnPlatform(run)) await MeasureAsync(run, plot);
        else await SolveAsync(run, plot);
        return ExitCode.Done;
    }

    private async Task SolveAsync(VerbRun run, PlotFile? plot)
    {
        var options = OptionsOf(run);
        var problem = _subject.Read(run);
        var designer = Known("--designer", run.Required(_designer));
        var solver = TuneSolver.Of(problem, designer, options);
        var log = new TuneLog(problem.Name, designer, run.Seed)
        {
            Budget = options.Trials,
            Initial = options.Initial,
            Batch = options.Batch,
            QosSeconds = TuneReading.QosOf(problem),
            Optimum = problem.Optimum
        };
        var outcome = await TuneScreen.WatchAsync(run, log, added =>
        {
            var trials = new List<ProblemTrial>();
            var report = Comparison.Run(
                problem, solver, options, TuneClocks.OfProcess(),
                judged =>
                {
                    trials.Add(judged.Trial);
                    if (run.Terminal.ErrorIsInteractive && IsEndOfBatch(trials.Count, options))
                        log.Belief = solver.Reason(trials);
                    added(TuneReading.TrialOf(problem, judged));
                },
                run.Stopping);
            var answer = TuneReading.AnswerOf(problem, report) with { Because = solver.Reason(trials) };
            return Task.FromResult(new TuneOutcome(answer, report.Suggestions));
        });
        await FinishAsync(run, log, outcome, plot);
    }

    private async Task MeasureAsync(VerbRun run, PlotFile? plot)
    {
        if (run.IsGiven(_init))
            throw new UsageException("--init is given with --platform, where the one first trial is the plan in force");
        var options = new StudyOptions
        {
            Designer = Known("--designer", run.Required(_designer)),
            Trials = run.Value(_trials),
            Batch = run.Value(_batch),
            Repetitions = run.Value(_subject.Repetitions),
            Invocations = int.MaxValue
        };
        var workflow = TunePlatform.Read(run.Required(_subject.Workflow)!);
        using var platform = TunePlatform.At(run.Required(_subject.Platform)!, run.Required(_subject.Key));
        var study = await platform.StudyAsync(workflow, (ulong)run.Seed, options, run.Stopping);
        var outcome = await TuneScreen.WatchAsync(run, study.Log, added => study.RunAsync(added, run.Stopping));
        await FinishAsync(run, study.Log, outcome, plot);
    }

    private static async Task FinishAsync(VerbRun run, TuneLog log, TuneOutcome outcome, PlotFile? plot)
    {
        TuneTable.Write(run.Results, log, outcome);
        if (plot is not null) await plot.WriteAsync(TuneFigure.Of(log, outcome.Recommended), run.Stopping);
        await run.WriteJsonAsync(log.Document(outcome), TuneJson.Default.TuneDocument);
    }

    private async Task CompareAsync(VerbRun run, PlotFile? plot)
    {
        if (run.IsGiven(_designers) && run.IsGiven(_designer))
            throw new UsageException("--designer and --designers are both given; it takes one of them");
        if (_subject.IsOnPlatform(run))
            throw new UsageException(
                "--platform is given with a comparison, which takes a problem with a known answer");
        string[] designers = run.Value(_designers) is { Length: > 0 } given
            ? [.. given.Distinct().Select(name => Known("--designers", name))]
            : [Known("--designer", run.Required(_designer))];
        var comparison = new TuneComparison(_subject.Read(run), designers, run.Value(_seeds), OptionsOf(run));
        var document = comparison.Run(run);
        TuneComparisonTable.Write(run.Results, document);
        if (plot is not null) await plot.WriteAsync(TuneComparisonFigure.Of(document), run.Stopping);
        await run.WriteJsonAsync(document, TuneJson.Default.TuneComparisonDocument);
    }

    private static bool IsEndOfBatch(int trials, ComparisonOptions options) =>
        trials >= options.Initial && (trials - options.Initial) % options.Batch == 0;

    private ComparisonOptions OptionsOf(VerbRun run)
    {
        var trials = run.Value(_trials);
        var initial = run.Value(_init);
        if (initial > trials && run.IsGiven(_init))
            throw new UsageException($"--init is {initial}, but there are {trials} trials in all");
        return new ComparisonOptions
        {
            Seed = (ulong)run.Seed,
            Trials = trials,
            Initial = Math.Min(initial, trials),
            Batch = run.Value(_batch)
        };
    }

    private static string Known(string option, string name) => Names.Contains(name)
        ? name
        : throw new UsageException($"{option} names '{name}', which is no designer{NameSuggestion.For(name, Names)}");
}
