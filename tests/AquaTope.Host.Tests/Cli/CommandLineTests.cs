using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("name a verb: ")]
    [InlineData("there is no verb 'simulat', did you mean 'simulate'", "simulat")]
    [InlineData("there is no verb 'xyzzy', known are ", "xyzzy")]
    [InlineData("there is no option '--trase', did you mean '--trace'", "simulate", "--trase", "a.csv")]
    [InlineData("'b.csv' belongs to no option", "simulate", "--trace", "a.csv", "b.csv")]
    [InlineData("'--trace' is required", "simulate")]
    [InlineData("--trace has no value; it takes FILE", "simulate", "--trace")]
    [InlineData("--why has no value; it takes TEXT, such as --why 'work on the database'", "halt", "--why")]
    [InlineData("--roles has no value; it takes A,B,…, such as --roles ", "serve", "--roles")]
    [InlineData("--port has no value; it takes N, such as --port 1", "serve", "--port")]
    [InlineData("--trace is 'a,,b', with an empty entry", "simulate", "--trace", "a,,b")]
    [InlineData("--seed is 'x'; it takes a whole number from 0 to 2147483647", "simulate", "--seed", "x")]
    [InlineData("--seed is '1.5'", "simulate", "--trace", "a", "--seed", "1.5")]
    [InlineData("--seed is '-1'", "simulate", "--trace", "a", "--seed", "-1")]
    [InlineData("--warmup-minutes is '-1'", "simulate", "--trace", "a", "--warmup-minutes", "-1")]
    [InlineData("--default-memory-mb is 'NaN'; it", "simulate", "--trace", "a", "--default-memory-mb", "NaN")]
    [InlineData("there is no folder '/no/folder'", "simulate", "--trace", "a", "--json", "/no/folder/x.json")]
    [InlineData("ID is 'abc'; it takes a whole number", "explain", "abc")]
    [InlineData("--after is '1e3'; it takes a whole number", "decisions", "--after", "1e3")]
    [InlineData("--port is 'http'; it takes a whole number", "serve", "--port", "http")]
    public async Task A_mistake_gets_one_line_that_says_what_would_be_right(string problem, params string[] arguments)
    {
        var run = await CommandLineRun.OfAsync(arguments);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.ShouldHaveSingleItem().ShouldContain(problem);
        run.Complaints[0].ShouldStartWith("aquatope");
        run.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("simulate", "--help")]
    [InlineData("aquatope [command]", "--help")]
    [InlineData("--warmup-minutes <N>", "simulate", "--help")]
    [InlineData("--seed <N>", "simulate", "--help")]
    [InlineData("Examples:\n  aquatope simulate --trace", "simulate", "-h")]
    public async Task Help_goes_to_standard_output(string text, params string[] arguments)
    {
        var run = await CommandLineRun.OfAsync(arguments);

        run.Code.ShouldBe(ExitCode.Done);
        run.Output.ShouldContain(text);
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Help_that_cannot_be_written_is_told_in_one_line()
    {
        using var stop = new StopRequest();
        using var error = new StringWriter { NewLine = "\n" };
        var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var output = new StreamWriter(full) { AutoFlush = true };

        var code = await CommandLine.RunAsync(["--help"], new Terminal(output, error, ErrorIsInteractive: false), stop);

        code.ShouldBe(ExitCode.Failed);
        error.ToString().ShouldStartWith("aquatope: No space left on device");
    }

    [Fact]
    public async Task A_verb_gets_the_seed_one_unless_told_otherwise()
    {
        (await RunAsync(new Scripted(run => run.Seed))).Code.ShouldBe(1);
        (await RunAsync(new Scripted(run => run.Seed), "--seed", "7")).Code.ShouldBe(7);
    }

    [Fact]
    public async Task An_interruption_stops_cleanly_and_is_told()
    {
        using var stop = new StopRequest();
        var run = await CommandLineRun.OfAsync(["scripted"],
            [
                new Scripted(run =>
                {
                    stop.Interrupt();
                    run.Stopping.ThrowIfCancellationRequested();
                    return ExitCode.Done;
                })
            ], stop);

        run.Code.ShouldBe(ExitCode.Interrupted);
        run.Complaints.ShouldBe(["aquatope scripted: interrupted"]);
    }

    [Fact]
    public async Task A_service_that_is_terminated_and_ends_in_good_order_is_done()
    {
        using var terminated = new StopRequest();
        using var interrupted = new StopRequest();

        (await CommandLineRun.OfAsync(["scripted"], [StoppedBy(terminated.Terminate)], terminated))
            .Code.ShouldBe(ExitCode.Done);
        (await CommandLineRun.OfAsync(["scripted"], [StoppedBy(interrupted.Interrupt)], interrupted))
            .Code.ShouldBe(ExitCode.Interrupted);

        static Scripted StoppedBy(Action stop) => new(_ =>
        {
            stop();
            return ExitCode.Done;
        });
    }

    [Fact]
    public async Task A_mistake_that_a_verb_finds_is_one_line_too()
    {
        var run = await RunAsync(new Scripted(_ => throw new UsageException("--x is 1;\nit takes 2")));

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.ShouldBe(["aquatope scripted: --x is 1; it takes 2"]);
    }

    [Fact]
    public async Task A_failed_write_is_a_failed_run_and_no_mistake()
    {
        var run = await RunAsync(new Scripted(_ => throw new IOException("No space left on device")));

        run.Code.ShouldBe(ExitCode.Failed);
        run.Complaints.ShouldBe(["aquatope scripted: No space left on device"]);
    }

    [Fact]
    public async Task A_defect_of_the_program_is_not_hidden() =>
        await Should.ThrowAsync<InvalidOperationException>(() =>
            RunAsync(new Scripted(_ => throw new InvalidOperationException("a defect"))));

    private static async Task<CommandLineRun> RunAsync(Verb verb, params string[] options)
    {
        using var stop = new StopRequest();
        return await CommandLineRun.OfAsync(["scripted", .. options], [verb], stop);
    }

    /// <summary>A verb that does what a test says.</summary>
    private sealed class Scripted(Func<VerbRun, int> script) : Verb("scripted", "Does what a test says.")
    {
        public override Task<int> RunAsync(VerbRun run) => Task.FromResult(script(run));
    }
}
