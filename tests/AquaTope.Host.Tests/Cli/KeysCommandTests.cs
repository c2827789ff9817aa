using System.Text.Json;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Security.Keys;
using AquaTope.Host.Tests.Ingestion;

namespace AquaTope.Host.Tests.Cli;

public sealed class KeysCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_is_shown_once_listed_without_its_secret_and_revoked()
    {
        var added = await RunAsync("add", "--name", "ci", "--scopes", "ingest,read");
        added.Code.ShouldBe(ExitCode.Done, added.Error);
        var key = added.Output.TrimEnd('\n');
        key.ShouldMatch("^[0-9a-f-]{36}:[A-Za-z0-9]{64}$");
        added.Complaints.ShouldHaveSingleItem().ShouldStartWith("key 'ci' may ingest, read; it is shown this once");
        added.Error.ShouldNotContain(key.Split(':')[1]);
        new KeyFile(Path.Combine(_folder.Path, "keys.json")).Read().ShouldHaveSingleItem().Hash
            .Matches(KeyHash.Of(key.Split(':')[1])).ShouldBeTrue();

        var listed = await RunAsync("list");
        listed.Output.ShouldContain("ci                   ingest,read          " + key.Split(':')[0]);
        listed.Output.ShouldNotContain(key.Split(':')[1]);

        (await RunAsync("revoke", "--name", "ci")).Output.ShouldBe("key 'ci' is revoked\n");
        (await RunAsync("list")).Output.ShouldContain(", revoked ");
        (await RunAsync("add", "--name", "ci", "--scopes", "read")).Complaints.ShouldHaveSingleItem()
            .ShouldContain("another key has or had");
    }

    [Fact]
    public async Task The_document_holds_the_key_for_programs()
    {
        var run = await RunAsync("add", "--name", "ops", "--scopes", "operate", "--json", "-");

        var document = JsonElement.Parse(run.Output);
        document.GetProperty("name").GetString().ShouldBe("ops");
        document.GetProperty("key").GetString()!.ShouldStartWith(document.GetProperty("id").GetString() + ":");
        document.GetProperty("scopes")[0].GetString().ShouldBe("operate");
    }

    [Theory]
    [InlineData("ACTION is 'ad'; it takes add, list or revoke", "ad")]
    [InlineData("--name is missing", "add", "--scopes", "read")]
    [InlineData("--name is 'a b'; it takes 1 to 64 letters", "add", "--name", "a b", "--scopes", "read")]
    [InlineData("--name is 'hook-key'", "add", "--name", "hook-key", "--scopes", "read")]
    [InlineData(
        "--scopes is 'admin'; it takes one or more of ingest, read, operate",
        "add", "--name", "x", "--scopes", "admin")]
    [InlineData("--scopes is ''", "add", "--name", "x")]
    [InlineData("no such key that is still in force", "revoke", "--name", "x")]
    public async Task A_mistake_is_named_in_one_line(string problem, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.ShouldHaveSingleItem().ShouldContain(problem);
        Directory.GetFiles(_folder.Path).ShouldBeEmpty();
    }

    private Task<CommandLineRun> RunAsync(params string[] arguments) =>
        CommandLineRun.OfAsync(["keys", .. arguments, "--data", _folder.Path]);
}
