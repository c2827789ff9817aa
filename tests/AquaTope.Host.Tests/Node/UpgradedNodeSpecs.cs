using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using AquaTope.Actors.Wire;
using AquaTope.Host.Tests.Ingestion;
using AquaTope.Host.Tests.OpenWhisk;
using Microsoft.Data.Sqlite;

namespace AquaTope.Host.Tests.Node;

/// <summary>
/// Journals that earlier releases wrote, each over ten minutes with traffic, studies, a canary, switches of models, and
/// a workflow that was retired. They are written once and read forever.
/// </summary>
public sealed class UpgradedNodeSpecs
{
    private static readonly Dictionary<string, long> Counted = new()
    {
        ["guest/decode"] = 3871, ["guest/resize"] = 3871, ["guest/notify"] = 3871
    };

    [Theory]
    [InlineData("0.2.0")]
    public async Task A_journal_of_an_earlier_release_is_read_and_gone_on_with(string release)
    {
        using var folder = new TemporaryFolder();
        await using var platform = await ManagedPlatform.StartAsync("decode", "resize", "notify", "archive");
        var site = await NodeSite.CreateAsync(folder.Path, platform.BaseAddress);
        await UnpackAsync(release, Path.Combine(folder.Path, "data"));
        using var load = new ActivationLoad(1, ["decode", "resize", "notify"]);

        await using (var node = await site.StartNodeAsync())
        {
            await node.ReadyAsync();
            await node.CountsAsync(Counted);
            await IsAsItWasAsync(node);
            load.SendTo(node.Client.BaseAddress!);
            load.Start(senders: 2);
            await load.AnsweredAsync(100);
            await load.FinishAsync();
            await node.CountsAsync(Sum(load.Accepted));
            (await node.RegisterAsync("""{"name":"archives","functions":["archive"],"params":{},"qos":2}""")).ShouldBeTrue();
            node.Log.ShouldNotContain("no row");
            (await node.SignalAsync("TERM")).ShouldBe(0, node.Log);
        }

        await using var successor = await site.StartNodeAsync();
        await successor.ReadyAsync();
        await successor.CountsAsync(new Dictionary<string, long>(Sum(load.Accepted)) { ["guest/archive"] = 0 });
    }

    [Theory]
    [InlineData("0.2.0")]
    public async Task Every_row_of_a_journal_of_an_earlier_release_is_read(string release)
    {
        using var folder = new TemporaryFolder();
        await UnpackAsync(release, folder.Path);
        await using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(folder.Path, "journal.db")};Pooling=False");
        await connection.OpenAsync();
        foreach (var (table, column) in new[] { ("journal", "message"), ("snapshot", "snapshot") })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT manifest, {column} FROM {table}";
            await using var rows = await command.ExecuteReaderAsync();
            var read = 0;
            for (; await rows.ReadAsync(); read++)
                AquaTopeWire.Table.RowOf(rows.GetString(0)).Read((byte[])rows.GetValue(1)).ShouldNotBeNull();
            read.ShouldBeGreaterThan(0, table);
        }
    }

    private static async Task IsAsItWasAsync(NodeProcess node)
    {
        Dictionary<string, JsonElement> workflows = [];
        await node.EventuallyAsync("have every workflow answer", async () =>
        {
            workflows = (await node.Client.GetFromJsonAsync<JsonElement>("/api/workflows")).EnumerateArray()
                .ToDictionary(workflow => workflow.GetProperty("name").GetString()!);
            return workflows.Values.All(workflow => workflow.GetProperty("state").GetString() != "unknown");
        });
        workflows.Keys.ShouldBe(["alerts", "thumbnails"], ignoreOrder: true);
        workflows["alerts"].GetProperty("state").GetString().ShouldBe("canary");
        workflows["thumbnails"].GetProperty("state").GetString().ShouldBe("serving");
        workflows["thumbnails"].GetProperty("plan").EnumerateArray()
            .Select(stage => stage.GetProperty("memoryMb").GetInt32()).ShouldBe([1256, 1421]);

        var models = await node.Client.GetFromJsonAsync<JsonElement>("/api/models");
        models.GetProperty("version").GetString().ShouldBe("hybrid-b276098df0d29107");
        models.GetProperty("switches").GetArrayLength().ShouldBe(3);
    }

    private static Dictionary<string, long> Sum(IReadOnlyDictionary<string, long> accepted) =>
        Counted.ToDictionary(pair => pair.Key, pair => pair.Value + accepted.GetValueOrDefault(pair.Key));

    private static async Task UnpackAsync(string release, string data)
    {
        Directory.CreateDirectory(data);
        await using var packed = File.OpenRead(
            Checkout.PathOf($"tests/AquaTope.Host.Tests/Node/golden/journal-{release}.db.gz"));
        await using var journal = new GZipStream(packed, CompressionMode.Decompress);
        await using var file = File.Create(Path.Combine(data, "journal.db"));
        await journal.CopyToAsync(file);
    }
}
