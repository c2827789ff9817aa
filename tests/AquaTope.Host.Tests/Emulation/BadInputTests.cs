using System.Net;
using System.Text;

namespace AquaTope.Host.Tests.Emulation;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("{\"exec\":")]
    [InlineData("[1,2]")]
    [InlineData("\"text\"")]
    [InlineData("""{"exec":"nodejs"}""")]
    [InlineData("""{"exec":{"kind":7}}""")]
    [InlineData("""{"exec":{"kind":"nodejs:20"}}""")]
    [InlineData("""{"exec":{"kind":"nodejs:20","code":5}}""")]
    [InlineData("""{"exec":{"kind":"cobol:85","code":"x"}}""")]
    [InlineData("""{"exec":{"kind":"java:8","code":"x"}}""")]
    [InlineData("""{"exec":{"kind":"blackbox"}}""")]
    [InlineData("""{"exec":{"kind":"sequence","components":["a"]}}""")]
    [InlineData("""{"exec":{"kind":"nodejs:20","code":"x"},"parameters":{"a":1}}""")]
    [InlineData("""{"exec":{"kind":"nodejs:20","code":"x"},"annotations":[{"value":1}]}""")]
    [InlineData("""{"exec":{"kind":"nodejs:20","code":"x"},"limits":[]}""")]
    [InlineData("""{"exec":{"kind":"nodejs:20","code":"x"},"publish":"yes"}""")]
    [InlineData("""{"exec":{"kind":"nodejs:20","code":"x"},"version":"one"}""")]
    [InlineData("""{"exec":{"kind":"nodejs:20","code":"x"},"annotations":[{"key":"aquatope-model","value":{"work":1,"work":"NaN"}}]}""")]
    public async Task A_body_of_the_wrong_shape_is_malformed(string body)
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.PutAsync("actions/bad", body);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldStartWith("The request content was malformed:\n");
        (await emulator.GetAsync("actions")).Text.ShouldBe("[]");
    }

    [Fact]
    public async Task Deep_nesting_is_malformed_and_the_platform_stays_up()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("hello");
        var deep = "{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}";

        var answer = await emulator.PostAsync("actions/hello", deep);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldStartWith("The request content was malformed:\n");
        (await emulator.InvokeAsync("hello")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_deepest_payload_that_is_taken_is_answered()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("hello");
        var deep = "{\"a\":" + new string('[', 63) + new string(']', 63) + "}";

        (await emulator.InvokeAsync("hello", deep, "&result=true")).Text.ShouldBe(deep);
    }

    [Fact]
    public async Task A_payload_over_a_mebibyte_is_too_large()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("hello");

        var answer = await emulator.PostAsync("actions/hello", PayloadOf(10_000_000));

        answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        answer.Error.ShouldBe("Request larger than allowed: 10000000 > 1048576 bytes.");
        (await emulator.PostAsync("actions/hello", PayloadOf(1_048_577))).Status
            .ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await emulator.PostAsync("actions/hello", PayloadOf(1_048_576))).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Parameters_over_a_mebibyte_are_too_large()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.PutAsync(
            "actions/a",
            "{\"exec\":{\"kind\":\"nodejs:20\",\"code\":\"x\"},\"parameters\":[{\"key\":\"k\",\"value\":" + PayloadOf(
                1_048_576) + "}]}");

        answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        answer.Error.ShouldStartWith("parameters larger than allowed: ");
    }

    [Fact]
    public async Task A_body_over_fifty_mebibytes_is_refused_unread()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        var request = EmulatorUnderTest.Request(HttpMethod.Put, "/api/v1/namespaces/_/actions/a");
        request.Content = new ByteArrayContent(new byte[(50 << 20) + 1]);
        request.Content.Headers.ContentType = new("application/json");
        // The client asks before it sends, so that it can read the answer.
        request.Headers.ExpectContinue = true;

        var answer = await emulator.SendAsync(request);

        answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        answer.Error.ShouldBe("The request content is larger than the server is willing or able to process.");
    }

    [Fact]
    public async Task A_body_of_another_type_is_not_read_as_json()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("hello");
        var request = EmulatorUnderTest.Request(HttpMethod.Post, "/api/v1/namespaces/_/actions/hello");
        request.Content = new StringContent("{}", Encoding.UTF8, "text/plain");

        var answer = await emulator.SendAsync(request);

        answer.Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        answer.Error.ShouldBe("The request's Content-Type is not supported. Expected:\napplication/json");
    }

    [Theory]
    [InlineData("nothing/here", HttpStatusCode.NotFound, "The requested resource could not be found.")]
    [InlineData("actions/a/b/c", HttpStatusCode.NotFound, "The requested resource could not be found.")]
    [InlineData("actions/-x", HttpStatusCode.BadRequest, "The name of the entity contains illegal characters.")]
    [InlineData("triggers/tr%23", HttpStatusCode.BadRequest, "The name of the entity contains illegal characters.")]
    public async Task A_path_that_names_nothing_says_so(string path, HttpStatusCode status, string error)
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.GetAsync(path);

        answer.Status.ShouldBe(status);
        answer.Error.ShouldBe(error);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_measured()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.GetAsync($"actions/{new string('a', 300)}");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldBe("Name segement longer than allowed: 300 > 256.");
    }

    [Fact]
    public async Task A_method_that_a_collection_does_not_have_is_named()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.PostAsync("activations", "{}");

        answer.Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Error.ShouldBe("HTTP method not allowed, supported methods: GET");
    }

    [Fact]
    public async Task A_put_without_a_body_is_refused()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        (await emulator.PutAsync("actions/a", "")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_flag_that_is_no_truth_value_is_refused()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("hello");

        var answer = await emulator.PostAsync("actions/hello?blocking=perhaps", "{}");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldStartWith("The query parameter 'blocking' was malformed:\n");
    }

    private static string PayloadOf(int bytes) => "{\"x\":\"" + new string('y', bytes - 8) + "\"}";
}
