using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace AquaTope.Testing;

/// <summary>
/// A PostgreSQL server of a test's own: on a free port of loopback, in a folder of its own, gone with the test. Where
/// PostgreSQL is not installed the calling test is skipped and says so.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private readonly string _programs;
    private readonly string _folder;
    private bool _isRunning;

    private PostgreSqlServer(string programs, string folder, int port) =>
        (_programs, _folder, Port) = (programs, folder, port);

    /// <summary>The port it listens on, the same after every restart.</summary>
    public int Port { get; }

    /// <summary>A connection string to the database every server has.</summary>
    public string ConnectionString => ConnectionTo("postgres");

    /// <summary>
    /// Makes a server and returns once it takes connections; skips the calling test where there is none.
    /// </summary>
    public static async Task<PostgreSqlServer> StartAsync()
    {
        var programs = FindPrograms();
        Skip.If(programs is null, "PostgreSQL is not installed.");
        var folder = Directory.CreateTempSubdirectory("aquatope-postgresql-").FullName;
        // The server refuses to run as root; the Debian package brings a user of its own.
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", ["postgres", folder]);
        var server = new PostgreSqlServer(programs!, folder, FreePort.Next());
        await server.RunAsOwnerAsync(
            "initdb", "-D", server.Data, "-A", "trust", "-U", "postgres", "--no-sync", "--encoding=UTF8", "--locale=C");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>A connection string to a database of that name.</summary>
    public string ConnectionTo(string database) =>
        $"Host=127.0.0.1;Port={Port};Database={database};Username=postgres;Timeout=5";

    /// <summary>Starts the server that was stopped.</summary>
    public async Task StartAgainAsync()
    {
        // Commits need not outlive the machine, only the server's process.
        var options = $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off";
        await RunAsOwnerAsync(
            "pg_ctl", "-D", Data, "-o", options, "-l", Path.Combine(_folder, "log"), "-w", "-t", "60", "start");
        _isRunning = true;
    }

    /// <summary>Stops the server, breaking its connections off; what was committed stays.</summary>
    public async Task StopAsync()
    {
        if (!_isRunning) return;
        _isRunning = false;
        await RunAsOwnerAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "-t", "60", "stop");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private Task RunAsOwnerAsync(string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(_programs, program), .. arguments])
            : RunAsync(Path.Combine(_programs, program), arguments);

    // Output is not redirected: the server inherits it from pg_ctl and would hold a pipe open for as long as it runs.
    private static async Task RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("sh")
        {
            WorkingDirectory = Path.GetTempPath(),
            ArgumentList = { "-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program }
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}.");
    }

    // Debian keeps the server's programs out of the path, in a folder for each version.
    private static string? FindPrograms()
    {
        const string Debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(Version).Select(folder => Path.Combine(folder, "bin"))
            : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    private static int Version(string folder) =>
        int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0;
}
