using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AquaTope.Host.Tests.Dashboard;

namespace AquaTope.Host.Tests.Api;

public sealed class WorkflowsApiSpecs
{
    private const string Workflow = """{"name":"images","functions":["resize","publish"],"qos":1.5}""";

    [Fact]
    public async Task A_registered_workflow_is_listed_until_it_is_retired()
    {
        await using var node = await NodeUnderTest.StartAsync();
        await node.DeployAsync("resize");
        await node.DeployAsync("publish");
        await node.RegisterAsync(Workflow);

        var listed = JsonElement.Parse(await node.Http.GetStringAsync("/api/workflows")).EnumerateArray()
            .ShouldHaveSingleItem();
        listed.GetProperty("name").GetString().ShouldBe("images");
        listed.GetProperty("functions").EnumerateArray().Select(function => function.GetString())
            .ShouldBe(["guest/resize", "guest/publish"]);
        listed.GetProperty("qosSeconds").GetDouble().ShouldBe(1.5);
        listed.GetProperty("percentile").GetDouble().ShouldBe(0.95);
        listed.GetProperty("runs").GetInt64().ShouldBe(0);
        listed.GetProperty("plan").GetArrayLength().ShouldBe(0);
        var alone = JsonElement.Parse(await node.Http.GetStringAsync("/api/workflows/images"));
        alone.GetProperty("name").GetString().ShouldBe("images");
        alone.GetProperty("study").ValueKind.ShouldBe(JsonValueKind.Null);

        (await node.Http.DeleteAsync("/api/workflows/images")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await node.Http.GetStringAsync("/api/workflows")).ShouldBe("[]");
        (await node.Http.GetStringAsync("/api/functions")).ShouldBe("[]");
    }

    [Theory]
    [InlineData("GET", "nothing")]
    [InlineData("DELETE", "nothing")]
    [InlineData("DELETE", "no%2Fname")]
    public async Task A_workflow_that_is_not_registered_is_not_found(string method, string name)
    {
        await using var node = await NodeUnderTest.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/workflows/{name}");

        using var reply = await node.Http.SendAsync(request);

        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        JsonElement.Parse(await reply.Content.ReadAsStringAsync()).GetProperty("detail").GetString()!
            .ShouldStartWith("No workflow is registered as 'no");
    }

    [Fact]
    public async Task Whoever_may_not_register_may_not_retire()
    {
        await using var node = await NodeUnderTest.StartAsync(hookKey: "a-secret");

        (await node.Http.DeleteAsync("/api/workflows/images")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        node.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "a-secret");
        (await node.Http.DeleteAsync("/api/workflows/images")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
