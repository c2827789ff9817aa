using System.Net;
using System.Text.Json;

namespace AquaTope.Host.Tests.Emulation;

public sealed class PackagesTests
{
    [Fact]
    public async Task A_package_shows_its_actions_and_its_feeds()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.PutAsync("packages/pkg", """{"parameters":[{"key":"p","value":1}]}""");
        await emulator.CreateActionAsync("pkg/a");
        await emulator.CreateActionAsync("pkg/f", """{"key":"feed","value":true}""");

        var package = (await emulator.GetAsync("packages/pkg")).Body;

        package.GetProperty("actions")[0].Text("name").ShouldBe("a");
        package.GetProperty("feeds")[0].Text("name").ShouldBe("f");
        package.GetProperty("binding").GetRawText().ShouldBe("{}");
        (await emulator.GetAsync("packages")).Body[0].GetProperty("binding").ValueKind.ShouldBe(JsonValueKind.False);
    }

    [Fact]
    public async Task Parameters_of_package_binding_action_and_request_overlay_one_another()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        static string From(string source, string keys) => string.Join(
            ",", keys.Select(key => $$"""{"key":"{{key}}","value":"{{source}}"}"""));

        await emulator.PutAsync("packages/pkg", $$"""{"parameters":[{{From("package", "abcd")}}]}""");
        await emulator.PutAsync(
            "packages/bound",
            $$"""{"binding":{"namespace":"_","name":"pkg"},"parameters":[{{From("binding", "bcd")}}]}""");
        await emulator.CreateActionAsync(
            "pkg/act", more: $$""","parameters":[{{From("action", "cd")}}]""");

        var record = (await emulator.InvokeAsync("bound/act", """{"d":"request"}""")).Body;

        var result = record.GetProperty("response").GetProperty("result");
        result.GetRawText().ShouldBe("""{"a":"package","b":"binding","c":"action","d":"request"}""");
        record.Annotation("path")!.Value.GetString().ShouldBe("guest/pkg/act");
        record.Annotation("binding")!.Value.GetString().ShouldBe("guest/bound");
    }

    [Fact]
    public async Task A_package_with_actions_is_deleted_only_by_force()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.PutAsync("packages/pkg", "{}");
        await emulator.CreateActionAsync("pkg/a");
        await emulator.CreateActionAsync("pkg/b");

        var refused = await emulator.DeleteAsync("packages/pkg");
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Error.ShouldBe(
            "Package not empty (contains 2 entities). Set force param or delete package contents.");

        (await emulator.DeleteAsync("packages/pkg?force=true")).Status.ShouldBe(HttpStatusCode.OK);
        (await emulator.GetAsync("actions")).Body.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_action_needs_the_package_it_names()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        var answer = await emulator.PutAsync("actions/none/a", """{"exec":{"kind":"nodejs:20","code":"x"}}""");

        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.Error.ShouldBe("The requested resource 'guest/none' does not exist.");
    }

    [Fact]
    public async Task No_package_is_called_default()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        (await emulator.PutAsync("packages/default", "{}")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Another_namespace_shows_no_packages()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.PutAsync("packages/pkg", "{}");

        var answer = await emulator.SendAsync(
            EmulatorUnderTest.Request(HttpMethod.Get, "/api/v1/namespaces/whisk.system/packages"));

        answer.Text.ShouldBe("[]");
    }
}
