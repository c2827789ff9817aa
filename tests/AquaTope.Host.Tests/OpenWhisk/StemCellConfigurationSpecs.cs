using System.Text.Json.Nodes;
using AquaTope.Host.OpenWhisk;
using AquaTope.Host.Tests.Ingestion;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Tests.OpenWhisk;

public sealed class StemCellConfigurationSpecs : IDisposable
{
    private const string Manifest = """
        {"runtimes":{"nodejs":[{"kind":"nodejs:20","default":true,"image":{"prefix":"openwhisk","name":"n","tag":"t"},
          "stemCells":[{"initialCount":2,"memory":"256 MB","reactive":{"minCount":1,"maxCount":4,"ttl":"2 minutes",
            "threshold":1,"increment":1}},{"count":3,"memory":"512m"}]}],
         "python":[{"kind":"python:3","image":{"name":"p"}}]},"blackboxes":[{"name":"dockerskeleton"}]}
        """;

    private const string Shown = """
        {"runtimes":{"nodejs":[{"kind":"nodejs:20","image":"reg:5000/openwhisk/action-nodejs-v20:nightly",
          "default":true,"deprecated":false,"attached":true,"requireMain":false}]}}
        """;

    private readonly ScriptedServer _server = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_whole_manifest_of_the_operator_is_posted_with_the_counts()
    {
        var platform = Over(WithManifest());
        var posted = OnPost(of256: 5, of512: 3);

        (await SetAsync(platform, (256, 5))).ShouldBe(new PlatformOutcome.Applied(Changed: true));

        posted["blackboxes"].ShouldNotBeNull();
        _server.Credentials.ShouldHaveSingleItem().ShouldBe("c.user:c.pass");
    }

    [Fact]
    public async Task The_same_counts_are_not_posted_twice_since_every_post_drops_ready_containers()
    {
        var platform = Over(WithManifest());
        OnPost(of256: 5, of512: 3);
        await SetAsync(platform, (256, 5));

        (await SetAsync(platform, (256, 5))).ShouldBe(new PlatformOutcome.Applied(Changed: false));
    }

    [Fact]
    public async Task What_is_to_be_posted_once_more_is_also_where_it_was_posted_last()
    {
        var platform = Over(WithManifest(), invokers: 1);
        _server.On("GET invoker0.test/getRuntime", 200, "[]");
        OnPost(of256: 5, of512: 3);
        await SetAsync(platform, (256, 5));
        OnPost(of256: 5, of512: 3);

        (await platform.ApplyAsync(
                new PlatformChange.SetStemCells(Targets((256, 5))) { Again = true }, default))
            .ShouldBe(new PlatformOutcome.Applied(Changed: true));
        _server.IsOver();
    }

    [Fact]
    public async Task What_was_posted_before_a_post_that_nobody_answered_is_posted_again()
    {
        var platform = Over(WithManifest());
        OnPost(of256: 5, of512: 3);
        await SetAsync(platform, (256, 5));
        OnPost(of256: 7, of512: 3, status: 504);
        (await SetAsync(platform, (256, 7))).ShouldBeOfType<PlatformOutcome.Unreachable>();
        OnPost(of256: 5, of512: 3);

        (await SetAsync(platform, (256, 5))).ShouldBe(new PlatformOutcome.Applied(Changed: true));
    }

    [Fact]
    public async Task A_look_tells_of_each_invoker_what_it_was_told_and_has_ready()
    {
        _server.On("GET invoker0.test/getRuntime", 200, """
            [{"kind":"nodejs:20","memory":256,"number":2},{"kind":"nodejs:20","memory":1024,"number":9}]
            """).OnNobody("GET invoker1.test/getRuntime");

        var seen = await Over(WithManifest(), invokers: 2)
            .LookAtStemCellsAsync(Targets((256, 5), (512, 1), (1024, 4)), default);

        seen.ShouldBeOfType<StemCellLookup.Seen>().Levels
            .Select(level => (level.Place.Invoker, level.Place.Memory.Megabytes, level.Told, level.Ready))
            .ShouldBe(
            [
                ("http://invoker0.test", 256, 3, 2), ("http://invoker0.test", 512, 1, 0),
                ("http://invoker1.test", 256, 3, null), ("http://invoker1.test", 512, 1, null)
            ]);
    }

    [Fact]
    public async Task Where_no_invoker_is_known_or_answers_or_the_manifest_cannot_be_read_it_cannot_be_told()
    {
        _server.OnNobody("GET invoker0.test/getRuntime").On("GET invoker0.test/getRuntime", 200, "{}");
        var platform = Over(WithManifest(), invokers: 1);

        (await ReasonAsync(platform)).ShouldContain("no invoker said");
        (await ReasonAsync(platform)).ShouldContain("no invoker said");
        (await ReasonAsync(Over(WithManifest()))).ShouldContain("OpenWhisk:Invokers");
        (await ReasonAsync(Over(WithManifest("{}"), invokers: 1))).ShouldContain("runtimes.json cannot be used");
        _server.OnNobody("GET whisk.test/");
        (await ReasonAsync(Over(file: null, invokers: 1))).ShouldContain("Connection refused");

        static async Task<string> ReasonAsync(OpenWhiskPlatform platform) =>
            (await platform.LookAtStemCellsAsync(Targets((256, 5)), default))
            .ShouldBeOfType<StemCellLookup.Unknown>().Reason;
    }

    [Fact]
    public async Task After_a_start_nothing_is_posted_where_the_invokers_have_the_counts_already()
    {
        _server.On("GET invoker0.test/getRuntime", 200, """[{"kind":"nodejs:20","memory":256,"number":3}]""")
            .On("GET invoker1.test/getRuntime", 200, """[{"kind":"nodejs:20","memory":256,"number":3}]""");

        (await SetAsync(Over(WithManifest(), invokers: 2), (256, 6)))
            .ShouldBe(new PlatformOutcome.Applied(Changed: false));
    }

    [Fact]
    public async Task Counts_are_shared_out_over_the_invokers_and_at_least_one()
    {
        var platform = Over(WithManifest(), invokers: 2);
        _server.On("GET invoker0.test/getRuntime", 200, "[]");
        OnPost(of256: 3, of512: 1);

        (await SetAsync(platform, (256, 5), (512, 0))).ShouldBe(new PlatformOutcome.Applied(Changed: true));
    }

    [Fact]
    public async Task A_pair_without_stem_cells_cannot_be_given_any()
    {
        var outcome = await SetAsync(Over(WithManifest()), (1024, 2));

        outcome.ShouldBeOfType<PlatformOutcome.Refused>().Reason.ShouldContain("nodejs:20 1024 MB");
    }

    [Fact]
    public async Task Without_a_file_the_manifest_is_put_together_from_what_the_platform_shows()
    {
        var platform = Over(file: null);
        _server.On("GET whisk.test/", 200, Shown);
        _server.On("POST controller.test/config/runtime " + Compact("""
            {"runtimes":{"nodejs":[{"kind":"nodejs:20","default":true,"deprecated":false,
             "image":{"name":"action-nodejs-v20","prefix":"reg:5000/openwhisk","tag":"nightly"},"requireMain":false,
             "attached":{"attachmentName":"codefile","attachmentType":"text/plain"},
             "stemCells":[{"initialCount":4,"memory":"256 MB"}]}]}}
            """), 202, "accepted");
        _server.On("POST controller.test/config/runtime " + Compact("""
            {"runtimes":{"nodejs":[{"kind":"nodejs:20","default":true,"deprecated":false,
             "image":{"name":"action-nodejs-v20","prefix":"reg:5000/openwhisk","tag":"nightly"},"requireMain":false,
             "attached":{"attachmentName":"codefile","attachmentType":"text/plain"},
             "stemCells":[{"initialCount":1,"memory":"256 MB"},{"initialCount":2,"memory":"512 MB"}]}]}}
            """), 202, "accepted");

        await SetAsync(platform, (256, 4));
        (await SetAsync(platform, (512, 2))).ShouldBe(
            new PlatformOutcome.Applied(Changed: true), "a pair no longer wanted goes down to one");
        _server.IsOver();
    }

    [Theory]
    [InlineData(400, typeof(PlatformOutcome.Refused))]
    [InlineData(401, typeof(PlatformOutcome.Refused))]
    [InlineData(404, typeof(PlatformOutcome.Refused))]
    [InlineData(503, typeof(PlatformOutcome.Unreachable))]
    public async Task The_controllers_no_is_told_apart_from_its_absence(int status, Type outcome)
    {
        var platform = Over(WithManifest());
        OnPost(of256: 5, of512: 3, status);

        (await SetAsync(platform, (256, 5))).ShouldBeOfType(outcome);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("""{"runtimes":{"n":[{"kind":"n:1","stemCells":[{"initialCount":1,"memory":"much"}]}]}}""")]
    public async Task A_file_that_is_no_manifest_is_refused_by_name(string text)
    {
        var outcome = await SetAsync(Over(WithManifest(text)), (256, 1));

        outcome.ShouldBeOfType<PlatformOutcome.Refused>().Reason.ShouldContain("runtimes.json cannot be used");
    }

    [Fact]
    public async Task Without_a_controller_stem_cells_cannot_be_changed() =>
        (await SetAsync(Platforms.Over(_server), (256, 1))).ShouldBeOfType<PlatformOutcome.Refused>();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    private static Task<PlatformOutcome> SetAsync(
        OpenWhiskPlatform platform, params (int Memory, int Count)[] targets) =>
        platform.ApplyAsync(new PlatformChange.SetStemCells(Targets(targets)), default);

    private static IReadOnlyList<StemCellTarget> Targets(params (int Memory, int Count)[] targets) =>
    [
        .. targets.Select(target => new StemCellTarget(
            new RuntimeKind("nodejs:20"), MemorySize.FromMegabytes(target.Memory), target.Count))
    ];

    private OpenWhiskPlatform Over(string? file, int invokers = 0) =>
        Platforms.Over(_server, Platforms.Stock with
        {
            Controller = new AdminEndpoint(new Uri("http://controller.test"), "c.user", "c.pass"),
            Invokers =
            [
                .. Enumerable.Range(0, invokers).Select(i =>
                    new AdminEndpoint(new Uri($"http://invoker{i}.test"), "i.user", "i.pass"))
            ],
            RuntimesManifest = file
        });

    private string WithManifest(string text = Manifest)
    {
        var file = Path.Combine(_folder.Path, "runtimes.json");
        File.WriteAllText(file, text);
        return file;
    }

    private JsonObject OnPost(int of256, int of512, int status = 202)
    {
        var manifest = JsonNode.Parse(Manifest)!.AsObject();
        var stemCells = manifest["runtimes"]!["nodejs"]![0]!["stemCells"]!.AsArray();
        stemCells[0] = JsonNode.Parse($$"""{"initialCount":{{of256}},"memory":"256 MB"}""");
        if (of512 != 3) stemCells[1] = JsonNode.Parse($$"""{"memory":"512m","initialCount":{{of512}}}""");
        _server.On("POST controller.test/config/runtime " + manifest.ToJsonString(), status, "text");
        return manifest;
    }

    private static string Compact(string json) => JsonNode.Parse(json)!.ToJsonString();
}
