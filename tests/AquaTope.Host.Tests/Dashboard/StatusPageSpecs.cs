using System.Globalization;
using System.Net;
using System.Text;
using AquaTope.Host.Tests.OpenWhisk;
using Microsoft.AspNetCore.Http;

namespace AquaTope.Host.Tests.Dashboard;

public sealed class StatusPageSpecs
{
    [SkippableFact]
    public async Task The_page_shows_a_workflow_its_functions_and_the_node()
    {
        await using var node = await NodeUnderTest.StartAsync();
        await node.DeployAsync("resize");
        await node.DeployAsync("publish");
        await node.RegisterAsync("""{"name":"images & more","functions":["resize","publish"],"qos":1.5}""");
        await NodeUnderTest.WhenAsync(async () =>
            (await node.Http.GetStringAsync("/api/workflows")).Contains("\"profiling\"", StringComparison.Ordinal));

        var page = await DumpAsync(node.Address);

        page.ShouldContain("<h3>images &amp; more</h3>");
        page.ShouldContain("profiling");
        page.ShouldContain("95% within 1.50&nbsp;s");
        page.ShouldContain("no runs yet");
        page.ShouldContain("""<td class="mono">guest/resize</td>""");
        page.ShouldContain("""<td class="mono">guest/publish</td>""");
        page.ShouldContain("this node");
        page.ShouldContain("""role="alert" hidden""");
    }

    [SkippableFact]
    public async Task Runs_that_the_platform_failed_are_shown_where_no_run_could_be_judged()
    {
        await using var node = await NodeUnderTest.StartAsync();
        await node.DeployAsync("resize");
        await node.RegisterAsync("""{"name":"images","functions":["resize"],"qos":1.5}""");
        using var record = new StringContent(
            """
            {"activationId":"5a1b0c9d8e7f4a6bb1c2d3e4f5a6b7c8","start":1700000000250,"duration":12,"statusCode":3,
             "namespace":"guest","name":"images","annotations":[{"key":"kind","value":"sequence"}]}
            """,
            Encoding.UTF8, "application/json");
        (await node.Http.PostAsync("/hooks/activations", record)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await NodeUnderTest.WhenAsync(async () =>
            (await node.Http.GetStringAsync("/api/workflows")).Contains("\"letDown\":1", StringComparison.Ordinal));

        var page = await DumpAsync(node.Address);

        page.ShouldContain("no runs yet");
        page.ShouldContain("Failed on the platform, and not judged: 1");
    }

    [SkippableFact]
    public async Task The_page_of_an_empty_node_says_what_to_do()
    {
        await using var node = await NodeUnderTest.StartAsync();

        var page = await DumpAsync(node.Address);

        page.ShouldContain("""<p class="empty">No workflow is registered.""");
        page.ShouldContain("""<p class="empty">Nothing has been decided yet.""");
        page.ShouldContain("""<p class="empty">Functions appear with the workflows""");
    }

    [SkippableFact]
    public async Task The_page_asks_for_the_key_of_a_node_that_has_one()
    {
        await using var node = await NodeUnderTest.StartAsync(hookKey: "open-sesame");

        var page = await DumpAsync(node.Address);

        page.ShouldContain("This node asks for a key with the scope “read”.");
        page.ShouldContain("no access");
        page.ShouldContain("<form id=\"access\" class=\"notice\">");
    }

    [SkippableTheory]
    [InlineData("open-sesame", "this node", "<form id=\"access\" class=\"notice\" hidden")]
    [InlineData("close-sesame", "the key is not known, or revoked", "<form id=\"access\" class=\"notice\">")]
    public async Task The_page_presents_the_key_that_its_tab_was_given(string key, string shown, string form)
    {
        await using var node = await NodeUnderTest.StartAsync(hookKey: "open-sesame");
        using var client = new HttpClient { BaseAddress = node.Address };
        // The same origin as the page, with one more address: there the tab is given the key.
        await using var server = await LoopbackServer.StartAsync(async http =>
        {
            if (http.Request.Path == "/given")
            {
                http.Response.ContentType = "text/html";
                await http.Response.WriteAsync(
                    $"<script>sessionStorage.setItem('aquatope-key', '{key}'); location = '/';</script>");
                return;
            }
            await PassOnAsync(client, http);
        });

        var page = await DumpAsync(new Uri($"{server.Address}/given"));

        page.ShouldContain(shown);
        page.ShouldContain(form);
    }

    [SkippableFact]
    public async Task The_page_shows_the_rest_while_gateway_and_database_are_away()
    {
        await using var node = await NodeUnderTest.StartAsync();
        await node.DeployAsync("resize");
        await node.RegisterAsync("""{"name":"images","functions":["resize"],"qos":1.5}""");
        using var client = new HttpClient { BaseAddress = node.Address };
        await using var server = await LoopbackServer.StartAsync(async http =>
        {
            if (http.Request.Path.Value is "/api/gateway" or "/api/decisions") http.Response.StatusCode = 503;
            else await PassOnAsync(client, http);
        });

        var page = await DumpAsync(new Uri(server.Address));

        page.ShouldContain("The gateway does not answer at the moment");
        page.ShouldContain("<h3>images</h3>");
        page.ShouldContain("this node");
        page.ShouldNotContain("This node has not answered");
    }

    [SkippableFact]
    public async Task The_page_says_that_its_node_does_not_answer()
    {
        await using var server = await LoopbackServer.StartAsync(async http =>
        {
            var file = http.Request.Path == "/" ? "index.html" : http.Request.Path.Value!.TrimStart('/');
            var path = Path.Combine(AppContext.BaseDirectory, "wwwroot", file);
            if (!File.Exists(path)) http.Abort();
            else
            {
                http.Response.ContentType = Path.GetExtension(file) switch
                {
                    ".js" => "text/javascript",
                    ".css" => "text/css",
                    _ => "text/html"
                };
                await http.Response.SendFileAsync(path);
            }
        });

        var page = await DumpAsync(new Uri(server.Address));

        page.ShouldContain("This node has not answered at all.");
        page.ShouldContain("no answer");
    }

    [Fact]
    public async Task The_page_asks_no_other_server_for_anything()
    {
        await using var node = await NodeUnderTest.StartAsync();

        foreach (var (path, type) in new[]
                 {
                     ("/", "text/html"),
                     ("/status.css", "text/css"),
                     ("/status.js", "text/javascript")
                 })
        {
            using var reply = await node.Http.GetAsync(path);
            reply.EnsureSuccessStatusCode();
            reply.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            var text = await reply.Content.ReadAsStringAsync();
            text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal).ShouldNotContain("://");
            text.ShouldNotContain("innerHTML");
        }
    }

    private static async Task PassOnAsync(HttpClient client, HttpContext http)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"{http.Request.Path}{http.Request.QueryString}");
        request.Headers.TryAddWithoutValidation("Authorization", http.Request.Headers.Authorization.ToString());
        using var answer = await client.SendAsync(request);
        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(http.Response.Body);
    }

    /// <summary>The document as a browser has it once the page's scripts have run for a while.</summary>
    private static async Task<string> DumpAsync(Uri page)
    {
        var profile = Directory.CreateTempSubdirectory("aquatope-chromium-");
        try
        {
            var run = await CommandRun.OfAsync(
                "chromium",
                [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    string.Create(CultureInfo.InvariantCulture, $"--user-data-dir={profile.FullName}"),
                    "--virtual-time-budget=4000", "--dump-dom", page.ToString()
                ],
                new Dictionary<string, string>());
            run.ExitCode.ShouldBe(0, run.Errors);
            return run.Output;
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }
}
