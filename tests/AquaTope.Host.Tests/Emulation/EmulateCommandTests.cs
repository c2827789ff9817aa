using System.Net;
using System.Net.Sockets;
using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Tests.Emulation;

public sealed class EmulateCommandTests
{
    private static async Task<(int Code, string Error)> RunAsync(params string[] arguments)
    {
        using var error = new StringWriter();
        using var stop = new StopRequest();
        var code = await CommandLine.RunAsync(
            ["emulate", .. arguments], new Terminal(TextWriter.Null, error, ErrorIsInteractive: false), stop);
        return (code, error.ToString());
    }

    [Theory]
    [InlineData("--hook is 'nowhere'", "--hook", "nowhere")]
    [InlineData("--hook-key is 'secret'", "--hook", "http://127.0.0.1:1/", "--hook-key", "secret")]
    [InlineData("--runtimes is '/nonexistent.json'", "--runtimes", "/nonexistent.json")]
    [InlineData("--port is '70000'", "--port", "70000")]
    [InlineData("AuthenticationKey must be a UUID and a secret", "--auth", "me:secret")]
    [InlineData("--time-scale is '0'", "--time-scale", "0")]
    [InlineData("--capabilities is 'everything'; it takes one of stock,", "--capabilities", "everything")]
    [InlineData("--containers is 'docker'; it takes one of simulated", "--containers", "docker")]
    public async Task A_wrong_option_is_named_in_one_line(string expected, params string[] arguments)
    {
        var (code, error) = await RunAsync(arguments);

        code.ShouldBe(ExitCode.Usage);
        error.ShouldContain(expected);
        error.TrimEnd().Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (code, error) = await RunAsync("--port", $"{port}");

        code.ShouldBe(ExitCode.Failed);
        error.TrimEnd().ShouldStartWith($"aquatope emulate: --port {port} on 127.0.0.1 cannot be bound: ");
        error.TrimEnd().ShouldEndWith("; choose another with --port");
    }

    [Fact]
    public async Task It_says_where_it_listens_and_stops_when_asked()
    {
        using var error = new FirstLine();
        using var stop = new StopRequest();
        var run = CommandLine.RunAsync(
            ["emulate", "--port", "0", "--seed", "9", "--containers", "simulated"],
            new Terminal(TextWriter.Null, error, ErrorIsInteractive: false), stop);

        var line = await error.Written;
        line.ShouldMatch(@"^OpenWhisk-compatible platform on http://127\.0\.0\.1:\d+ \(seed 9, stock, time x1\)");
        stop.Terminate();

        (await run).ShouldBe(ExitCode.Done);
    }

    /// <summary>A writer that hands over the first line written to it.</summary>
    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _written = new(
            TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Written => _written.Task;

        public override Task WriteLineAsync(string? value)
        {
            _written.TrySetResult(value ?? "");
            return Task.CompletedTask;
        }
    }
}
