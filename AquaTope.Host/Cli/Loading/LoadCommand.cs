using System.CommandLine;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Emulation;

namespace AquaTope.Host.Cli.Loading;

/// <summary>Sends invocations to a platform in an open loop and measures how long they take.</summary>
internal sealed class LoadCommand : Verb
{
    private const double LongestSeconds = 366 * 86_400;
    private const int MostRequests = 1_000_000;

    private readonly Option<string> _target = new("--target")
    {
        HelpName = "URL",
        Description = "The API host of an OpenWhisk, or of emulate.",
        Required = true
    };

    private readonly Option<string> _key = new("--auth")
    {
        HelpName = "UUID:KEY",
        Description = "The namespace's key; without, the one of development installations.",
        DefaultValueFactory = _ => EmulatorOptions.GuestKey
    };

    private readonly Option<string?> _workflow = new("--workflow")
    {
        HelpName = "NAME",
        Description = "Invoke the action, sequence or composition of that name."
    };

    private readonly Option<string?> _trace = new("--trace")
    {
        HelpName = "FILE",
        Description = "Invoke, for each series of a trace, the action of the series' name; of " +
                      "owner/application/function the function. A trace of invocations, as simulate reads it, plain " +
                      "or gzip."
    };

    private readonly Option<string?> _shape = new("--shape")
    {
        HelpName = "FILE",
        Description = "With --workflow: a trace whose counts, of all its series together, are the arrivals."
    };

    private readonly Option<double> _rate = VerbOption.Number(
        "--rate", "With --workflow and no --shape: mean arrivals per second, a Poisson process.", 1e-6, 1e6, 1);

    private readonly Option<double> _timeScale = VerbOption.Number(
        "--time-scale", "Seconds of the trace, or of the rate's schedule, that pass in one second.", 0.001, 100_000, 1);

    private readonly Option<double> _duration = VerbOption.Number(
        "--duration", "Seconds of the trace that are sent: all of it unless said, and 60 where there is a rate.",
        0.001, LongestSeconds, 0);

    private readonly Option<int> _mostOutstanding = VerbOption.WholeNumber(
        "--max-outstanding", "Invocations that may be unanswered at the same time. One more is not sent, but counted " +
                             "as dropped.", 1, MostRequests, 10_000);

    public LoadCommand() : base(
        "load",
        "Sends invocations to a platform and prints how long they took. An open loop: each is sent at its time, " +
        "settled beforehand by a trace or a rate and the seed, whatever became of earlier ones; and latency counts " +
        "from that time, so that waiting to be sent is part of it.",
        "load --target http://127.0.0.1:3233 --workflow thumbnail --rate 5 --duration 120",
        "load --target http://127.0.0.1:3233 --workflow thumbnail --shape day1.csv.gz --time-scale 60",
        "load --target https://openwhisk.example.org --auth UUID:KEY --trace day1.csv.gz --json load.json")
    {
        _duration.DefaultValueFactory = null;
        Option[] options =
            [_target, _key, _workflow, _trace, _shape, _rate, _timeScale, _duration, _mostOutstanding];
        foreach (var option in options) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        var order = OrderOf(run);
        run.RequireFilesApart([(_trace.Name, order.Trace), (_shape.Name, order.Shape)]);
        using var target = LoadTarget.At(order.Target, run.Required(_key));
        if (order.Workflow is { } workflow) LoadTarget.NameOf(order.Subject, workflow);
        var plan = order.Plan();
        var actions = await target.FindAsync(order.Subject, plan.Names, run.Stopping);

        var sender = new LoadSender(
            (subject, cancellation) => target.InvokeAsync(actions[subject], cancellation),
            order.TimeScale, order.MostOutstanding, TimeProvider.System);
        var tally = await LoadScreen.WatchAsync(run, order, plan, sender);
        var document = LoadDocument.Of(order, plan, tally, actions.Any(action => action.ShowsColdStarts));
        LoadTable.Write(run.Results, document);
        await run.WriteJsonAsync(document, LoadJson.Default.LoadDocument, CancellationToken.None);
        if (document.Stopped || document.Succeeded > 0) return ExitCode.Done;
        await run.Terminal.Error.WriteLineAsync(
            $"{CommandLine.ProgramName} {Name}: no invocation succeeded; " +
            string.Join("; ", document.Failures.Select(failure => $"{failure.Kind}: {failure.Reason}")));
        return ExitCode.Failed;
    }

    private LoadOrder OrderOf(VerbRun run)
    {
        if (!run.IsGiven(_workflow) && !run.IsGiven(_trace))
            throw new UsageException("nothing is named to invoke; it takes one of --workflow, --trace");
        if (run.IsGiven(_workflow) && run.IsGiven(_trace))
            throw new UsageException(
                "--workflow and --trace are both given; it takes one of them, and --workflow the trace as --shape");
        Option[] ofWorkflow = [_shape, _rate];
        if (!run.IsGiven(_workflow) && Array.Find(ofWorkflow, run.IsGiven) is { } stray)
            throw new UsageException($"{stray.Name} is given without --workflow, to which it belongs");
        if (ofWorkflow.All(run.IsGiven))
            throw new UsageException("--shape and --rate are both given; it takes one of them");
        return new LoadOrder(
            run.Required(_target), run.Value(_workflow), run.Value(_trace), run.Value(_shape),
            run.IsGiven(_trace) || run.IsGiven(_shape) ? null : run.Value(_rate),
            run.IsGiven(_duration) ? TimeSpan.FromSeconds(run.Value(_duration)) : null,
            run.Value(_timeScale), run.Value(_mostOutstanding), run.Seed);
    }
}
