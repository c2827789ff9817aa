using System.IO.Compression;
using System.Net;
using System.Text;
using AquaTope.Host.Tests.Ingestion;

namespace AquaTope.Host.Tests.Node;

public sealed class BadInputSpecs(RunningNode node) : IClassFixture<RunningNode>, IAsyncLifetime
{
    private const string Workflows = "/hooks/workflows";
    private const string Activations = "/hooks/activations";

    private const string Good =
        """{"name":"good","functions":["decode","resize"],"params":{"width":[1,2.5,null]},"qos":1.5,"percentile":0.9}""";

    private static int _id = 1000;

    public Task InitializeAsync() => node.ReadyAsync();

    // Whatever came in, the node is well afterwards.
    public Task DisposeAsync() => node.ReadyAsync();

    [Theory]
    [InlineData("", "document")]
    [InlineData("""{"name":"w","functions":["decode"],"qo""", "document")]
    [InlineData("[]", "document")]
    [InlineData("""{"functions":["decode"],"qos":1}""", "name")]
    [InlineData("""{"name":"w/x","functions":["decode"],"qos":1}""", "w/x")]
    [InlineData("""{"name":"w","functions":[],"qos":1}""", "functions")]
    [InlineData("""{"name":"w","functions":["decode",7],"qos":1}""", "functions[1]")]
    [InlineData("""{"name":"w","functions":["decode","rotate"],"qos":1}""", "guest/rotate")]
    [InlineData("""{"name":"w","functions":["decode"]}""", "qos")]
    [InlineData("""{"name":"w","functions":["decode"],"qos":0}""", "qos")]
    [InlineData("""{"name":"w","functions":["decode"],"qos":-1}""", "qos")]
    [InlineData("""{"name":"w","functions":["decode"],"qos":1e999}""", "qos")]
    [InlineData("""{"name":"w","functions":["decode"],"qos":"1"}""", "qos")]
    [InlineData("""{"name":"w","functions":["decode"],"qos":NaN}""", "document")]
    [InlineData("""{"name":"w","functions":["decode"],"qos":1,"percentil":0.9}""", "percentil")]
    [InlineData("""{"name":"w","functions":["decode"],"qos":1,"qos":2}""", "document")]
    [InlineData("""{"name":"w","functions":["decode"],"qos":1,"params":"x"}""", "params")]
    [InlineData("""{"name":"w","stages":[{"name":"a","function":"decode","after":["b"]}],"qos":1}""", "stages[0].after[0]")]
    [InlineData(
        """{"name":"w","stages":[{"name":"a","function":"decode","after":["b"]},{"name":"b","function":"resize","after":["a"]}],"qos":1}""",
        "cycle")]
    public async Task A_wrong_workflow_is_refused_by_the_name_of_what_is_wrong(string body, string named)
    {
        var answer = await node.PostAsync(Workflows, body);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.Detail.ShouldContain(named);
    }

    [Fact]
    public async Task Another_workflow_of_a_known_name_needs_to_be_told_to_replace_it()
    {
        const string first = """{"name":"twice","functions":["decode"],"qos":1}""";
        const string second = """{"name":"twice","functions":["resize"],"qos":1}""";
        (await node.PostAsync(Workflows, first)).Status.ShouldBe(HttpStatusCode.Accepted);

        var conflict = await node.PostAsync(Workflows, second);

        conflict.Status.ShouldBe(HttpStatusCode.Conflict);
        conflict.Detail.ShouldContain("twice");
        (await node.PostAsync(Workflows, first)).Body.GetProperty("new").GetBoolean().ShouldBeFalse();
        (await node.PostAsync($"{Workflows}?replace=true", second)).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("""[{"activationId":"5a1b""", "[0]")]
    [InlineData("7", "$")]
    [InlineData("[7]", "[0]")]
    [InlineData("""{"na\ud800me":"resize"}""", "escapes")]
    [InlineData("""[{"annotations":[{"key":"pa\ud800th","value":1}]}]""", "annotations[0]")]
    public async Task Activations_that_are_none_are_refused(string body, string named)
    {
        var answer = await node.PostAsync(Activations, body);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.Detail.ShouldContain(named);
    }

    [Theory]
    [InlineData("duration", "NaN")]
    [InlineData("duration", "-1")]
    [InlineData("duration", "1.5")]
    [InlineData("duration", "1e300")]
    [InlineData("start", "\"yesterday\"")]
    [InlineData("activationId", "\"5a1b\"")]
    [InlineData("activationId", "\"zz1b0c9d8e7f4a6bb1c2d3e4f5a6b7c8\"")]
    [InlineData("statusCode", "4")]
    public async Task One_bad_record_among_good_ones_is_named_and_none_is_taken(string field, string value)
    {
        var good = Records.With("name", "\"resize\"", Records.IdOf(Interlocked.Increment(ref _id)));

        var answer = await node.PostAsync(Activations, $"[{good},{Records.With(field, value)}]");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.Detail.ShouldContain($"[1].{field}");
        (await node.PostAsync(Activations, $"[{good}]")).Body.GetProperty("duplicates").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData(Workflows)]
    [InlineData(Activations)]
    public async Task Ten_megabytes_of_nested_JSON_are_too_much(string door) =>
        (await node.PostAsync(door, Nested(5 * 1024 * 1024))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

    [Theory]
    [InlineData(Workflows)]
    [InlineData(Activations)]
    public async Task JSON_nested_without_end_is_refused(string door)
    {
        var answer = await node.PostAsync(door, Nested(500_000));

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.Detail.ShouldContain("64");
    }

    [Theory]
    [InlineData(Workflows)]
    [InlineData(Activations)]
    public async Task A_body_that_is_not_plain_JSON_is_refused(string door)
    {
        var body = Encoding.UTF8.GetBytes(Good);
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(body);

        foreach (var answer in new[]
                 {
                     await node.PostAsync(door, body, "text/plain"),
                     await node.PostAsync(door, body, "application/x-www-form-urlencoded"),
                     await node.PostAsync(door, body, "application/json; charset=utf-16"),
                     await node.PostAsync(door, compressed.ToArray(), encoding: "gzip")
                 })
        {
            answer.Status.ShouldBe(HttpStatusCode.UnsupportedMediaType, answer.Text);
            answer.Detail.ShouldContain("application/json");
        }
    }

    [Theory]
    [InlineData("/api/decisions?limit=0", "limit")]
    [InlineData("/api/decisions?limit=1001", "limit")]
    [InlineData("/api/decisions?limit=many", "limit")]
    [InlineData("/api/decisions?limit=99999999999999999999", "limit")]
    [InlineData("/api/decisions?after=x", "after")]
    [InlineData("/api/decisions?after=1&after=2", "after")]
    public async Task A_bad_query_value_is_refused_by_name(string path, string named)
    {
        var answer = await node.GetAsync(path);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.Detail.ShouldContain(named);
    }

    [Fact]
    public async Task A_query_value_of_a_hook_that_is_no_boolean_is_refused_by_name()
    {
        var answer = await node.PostAsync($"{Workflows}?replace=perhaps", Good);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.Detail.ShouldContain("replace");
    }

    private static byte[] Nested(int depth) =>
        Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', depth)}{new string(']', depth)}}}");
}
