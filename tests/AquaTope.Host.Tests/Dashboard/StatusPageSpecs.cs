using System.Globalization;
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
    public async Task The_page_of_an_empty_node_says_what_to_do()
    {
        await using var node = await NodeUnderTest.StartAsync();

        var page = await DumpAsync(node.Address);

        page.ShouldContain("""<p class="empty">No workflow is registered.""");
        page.ShouldContain("""<p class="empty">Nothing has been decided yet.""");
        page.ShouldContain("""<p class="empty">Functions appear with the workflows""");
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

        foreach (var (path, type) in new[] { ("/", "text/html"), ("/status.css", "text/css"), ("/status.js", "text/javascript") })
        {
            using var reply = await node.Http.GetAsync(path);
            reply.EnsureSuccessStatusCode();
            reply.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            var text = await reply.Content.ReadAsStringAsync();
            text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal).ShouldNotContain("://");
            text.ShouldNotContain("innerHTML");
        }
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
