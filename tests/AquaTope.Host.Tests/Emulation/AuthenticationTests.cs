using System.Net;
using AquaTope.Host.Emulation;

namespace AquaTope.Host.Tests.Emulation;

public sealed class AuthenticationTests
{
    [Fact]
    public async Task A_request_without_credentials_is_told_that_they_are_missing()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.SendAsync(
            EmulatorUnderTest.Request(HttpMethod.Get, "/api/v1/namespaces", credentials: null));

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Error.ShouldBe("The resource requires authentication, which was not supplied with the request");
        answer.Headers.WwwAuthenticate.ToString().ShouldStartWith("Basic realm=\"OpenWhisk secure realm\"");
    }

    [Theory]
    [InlineData("23bc46b1-71f6-4ed5-8c54-816aa4f8c502:wrong")]
    [InlineData("no-uuid:123")]
    [InlineData("")]
    public async Task A_request_with_other_credentials_is_refused(string credentials)
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.SendAsync(
            EmulatorUnderTest.Request(HttpMethod.Get, "/api/v1/namespaces/_/actions", credentials: credentials));

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Error.ShouldBe("The supplied authentication is invalid");
    }

    [Fact]
    public async Task The_key_can_be_chosen()
    {
        const string key = "789c46b1-71f6-4ed5-8c54-816aa4f8c502:abc";
        await using var emulator = await EmulatorUnderTest.StartAsync(new EmulatorOptions { AuthenticationKey = key });

        (await emulator.SendAsync(EmulatorUnderTest.Request(HttpMethod.Get, "/api/v1/namespaces", credentials: key)))
            .Text.ShouldBe("""["guest"]""");
        (await emulator.SendAsync(EmulatorUnderTest.Request(HttpMethod.Get, "/api/v1/namespaces")))
            .Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Another_namespace_than_the_callers_own_is_forbidden()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.SendAsync(
            EmulatorUnderTest.Request(HttpMethod.Get, "/api/v1/namespaces/whisk.system/actions/utils/echo"));

        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Error.ShouldBe("The supplied authentication is not authorized to access 'whisk.system/utils/echo'.");
    }

    [Fact]
    public async Task Every_answer_carries_the_id_of_its_request_and_errors_repeat_it()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        var request = EmulatorUnderTest.Request(HttpMethod.Get, "/api/v1/namespaces/_/actions/none");
        request.Headers.Add("X-Request-ID", "my-request");

        var answer = await emulator.SendAsync(request);

        answer.Headers.GetValues("X-Request-ID").ShouldBe(["my-request"]);
        answer.Body.Text("code").ShouldBe("my-request");
    }

    [Fact]
    public async Task A_request_may_not_choose_an_id_of_the_platform()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        var request = EmulatorUnderTest.Request(HttpMethod.Get, "/ping");
        request.Headers.Add("X-Request-ID", "sid_invoker");

        var answer = await emulator.SendAsync(request);

        answer.Headers.GetValues("X-Request-ID").Single().ShouldMatch("^[A-Za-z0-9]{32}$");
    }

    [Fact]
    public async Task A_browsers_preliminary_request_is_answered_without_credentials()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.SendAsync(
            EmulatorUnderTest.Request(HttpMethod.Options, "/api/v1/namespaces/_/actions", credentials: null));

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        answer.Headers.GetValues("Access-Control-Allow-Methods").ShouldBe(["GET, DELETE, POST, PUT, HEAD"]);
    }
}
