using System.Net;
using AquaTope.Host.Emulation;
using AquaTope.Models.Platform;

namespace AquaTope.Host.Tests.Emulation;

public sealed class RuntimeConfigurationTests
{
    private const string Controller = "controller.user:controller.pass";
    private const string Invoker = "invoker.user:invoker.pass";

    private static string Manifest(int nodejs, string more = "") =>
        $$"""
        {"runtimes":{
          "nodejs":[{"kind":"nodejs:20","image":{"name":"n"},"stemCells":[{"initialCount":{{nodejs}},"memory":"256 MB"}{{more}}]}],
          "python":[{"kind":"python:3.12","image":{"name":"p"},"stemCells":[{"initialCount":1,"memory":"128m"}]}]} }
        """;

    private static Task<EmulatorUnderTest> StartAsync() => EmulatorUnderTest.StartAsync(new EmulatorOptions
    {
        Capabilities = PlatformCapabilities.RuntimeConfiguration,
        RuntimesManifest = Manifest(nodejs: 1),
        Simulation = new() { UserMemory = Models.Quantities.MemorySize.FromMegabytes(8192) }
    });

    private static Task<Answer> ConfigureAsync(
        EmulatorUnderTest emulator, string body, string query = "", string? credentials = Controller) =>
        emulator.SendAsync(EmulatorUnderTest.Request(HttpMethod.Post, $"/config/runtime{query}", body, credentials));

    private static async Task<string> StemCellsAsync(EmulatorUnderTest emulator) =>
        (await emulator.SendAsync(EmulatorUnderTest.Request(HttpMethod.Get, "/getRuntime", credentials: Invoker))).Text;

    [Fact]
    public async Task Stem_cells_follow_the_manifest_that_is_posted()
    {
        await using var emulator = await StartAsync();
        emulator.Pass(10);
        (await StemCellsAsync(emulator)).ShouldBe(
            """[{"kind":"nodejs:20","memory":256,"number":1},{"kind":"python:3.12","memory":128,"number":1}]""");

        var answer = await ConfigureAsync(emulator, Manifest(nodejs: 3));
        var flushed = await StemCellsAsync(emulator);
        emulator.Pass(10);

        answer.Status.ShouldBe(HttpStatusCode.Accepted);
        answer.Text
            .ShouldBe("The request has been accepted for processing, but the processing has not been completed.");
        flushed.ShouldBe("[]");
        (await StemCellsAsync(emulator)).ShouldBe(
            """[{"kind":"nodejs:20","memory":256,"number":3},{"kind":"python:3.12","memory":128,"number":1}]""");
    }

    [Fact]
    public async Task A_pair_of_kind_and_memory_that_had_no_stem_cells_gets_none()
    {
        await using var emulator = await StartAsync();

        await ConfigureAsync(emulator, Manifest(nodejs: 1, more: """,{"initialCount":2,"memory":"512 MB"}"""));
        emulator.Pass(10);

        (await StemCellsAsync(emulator)).ShouldNotContain("512");
    }

    [Fact]
    public async Task A_manifest_without_a_kind_makes_that_kind_unknown()
    {
        await using var emulator = await StartAsync();

        await ConfigureAsync(emulator, """{"runtimes":{"nodejs":[{"kind":"nodejs:20","image":{"name":"n"}}]}}""");
        var answer = await emulator.PutAsync("actions/py", """{"exec":{"kind":"python:default","code":"x"}}""");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldBe(
            "The request content was malformed:\nThe specified runtime 'python:default' is not supported by this " +
            "platform. Valid values are: 'nodejs:20', 'sequence', 'blackbox'.");
    }

    [Theory]
    [InlineData("?limit=0:0", HttpStatusCode.Accepted, "accepted")]
    [InlineData("?limit=0:12", HttpStatusCode.BadRequest, "limit value can't match [beginIndex:finishIndex]")]
    [InlineData("?limit=all", HttpStatusCode.BadRequest, "limit value can't match [beginIndex:finishIndex]")]
    [InlineData("?limit=3:1", HttpStatusCode.BadRequest, "finishIndex can't be less than beginIndex")]
    public async Task A_range_of_invokers_is_read_as_the_platform_reads_it(
        string query, HttpStatusCode status, string text)
    {
        await using var emulator = await StartAsync();

        var answer = await ConfigureAsync(emulator, Manifest(nodejs: 2), query);

        answer.Status.ShouldBe(status);
        answer.Text.ShouldContain(text);
    }

    [Fact]
    public async Task A_range_without_any_invoker_changes_no_stem_cell()
    {
        await using var emulator = await StartAsync();
        emulator.Pass(10);

        await ConfigureAsync(emulator, Manifest(nodejs: 3), "?limit=1:2");
        emulator.Pass(10);

        (await StemCellsAsync(emulator)).ShouldContain("""{"kind":"nodejs:20","memory":256,"number":1}""");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{"runtimes":{"nodejs":[]}}""")]
    [InlineData("""{"runtimes":{"nodejs":[{"kind":"nodejs:20"}]}}""")]
    [InlineData("""{"runtimes":{"n":[{"kind":"n:1","image":{"name":"n"}},{"kind":"n:2","image":{"name":"n"}}]}}""")]
    [InlineData("""{"runtimes":{"n":[{"kind":"n:1","image":{"name":"n"},"stemCells":[{"initialCount":0,"memory":"256 MB"}]}]}}""")]
    [InlineData("""{"runtimes":{"n":[{"kind":"n:1","image":{"name":"n"},"stemCells":[{"initialCount":1,"memory":"much"}]}]}}""")]
    [InlineData("""{"runtimes":{"n":[{"kind":"n:1","image":{"name":"n"},"stemCells":[{"initialCount":1,"memory":"1 B"}]}]}}""")]
    [InlineData("""{"runtimes":{"n":[{"kind":"n:1","image":{"name":"n"},"stemCells":[{"initialCount":1,"memory":"1 GB","reactive":{"minCount":2,"maxCount":1,"ttl":"2 minutes","threshold":1,"increment":1}}]}]}}""")]
    public async Task A_manifest_that_breaks_a_rule_is_refused_and_changes_nothing(string manifest)
    {
        await using var emulator = await StartAsync();
        emulator.Pass(10);
        var before = await StemCellsAsync(emulator);

        var answer = await ConfigureAsync(emulator, manifest);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text.ShouldNotBeEmpty();
        (await StemCellsAsync(emulator)).ShouldBe(before);
    }

    [Fact]
    public async Task Administrators_have_credentials_of_their_own()
    {
        await using var emulator = await StartAsync();

        var missing = await ConfigureAsync(emulator, Manifest(nodejs: 1), credentials: null);
        var wrong = await ConfigureAsync(emulator, Manifest(nodejs: 1), credentials: EmulatorOptions.GuestKey);
        var reader = await emulator.SendAsync(
            EmulatorUnderTest.Request(HttpMethod.Get, "/getRuntime", credentials: Controller));

        missing.Status.ShouldBe(HttpStatusCode.Unauthorized);
        wrong.Status.ShouldBe(HttpStatusCode.Unauthorized);
        wrong.Text.ShouldBe("username or password is wrong");
        reader.Status.ShouldBe(HttpStatusCode.Unauthorized);
        reader.Error.ShouldBe("The supplied authentication is invalid");
    }

    [Fact]
    public async Task A_stock_platform_knows_no_such_call()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        (await ConfigureAsync(emulator, Manifest(nodejs: 1))).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
