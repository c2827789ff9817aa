using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AquaTope.Host.Ingestion;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Tests.Ingestion;

public sealed class InvocationHooksSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_record_is_accepted_once_and_routed()
    {
        await using var node = await IngestionNode.StartAsync(Options());

        (await AnswerAsync(node, Records.Full())).ShouldBe(new ActivationsAnswer(1, 0, 0, 0));
        (await AnswerAsync(node, Records.Full())).ShouldBe(new ActivationsAnswer(0, 1, 0, 0));
        await node.Pump.DrainedAsync(CancellationToken.None);

        node.Routed.ShouldHaveSingleItem().Report.Id.ToString().ShouldBe(Records.Id);
        node.Pump.IsIdle.ShouldBeTrue();
    }

    [Fact]
    public async Task An_array_is_counted_by_kind()
    {
        await using var node = await IngestionNode.StartAsync(Options());
        node.Own.Add(FunctionId.Parse("guest/resize"), new ActivationId(5));
        var trigger = $$"""{"activationId":"{{Records.Id}}","start":1700000000250}""";

        var answer = await AnswerAsync(node, Array(
            Records.Full(Records.IdOf(1)), Records.Full(Records.IdOf(1)), Records.Full(Records.IdOf(2), "other/f"),
            Records.Full(Records.IdOf(5)), trigger));

        answer.ShouldBe(new ActivationsAnswer(Accepted: 1, Duplicates: 1, Skipped: 1, Unmanaged: 2));
    }

    [Fact]
    public async Task Reports_of_one_function_are_routed_together_in_the_order_they_came()
    {
        await using var node = await IngestionNode.StartAsync(Options());

        await AnswerAsync(node, Array(
            Records.Full(Records.IdOf(1), "guest/a"), Records.Full(Records.IdOf(2), "guest/b"),
            Records.Full(Records.IdOf(3), "guest/a")));
        await node.Pump.DrainedAsync(CancellationToken.None);

        node.Batches.ShouldHaveSingleItem().Select(report => (int)report.Report.Id.Bits).ShouldBe([1, 3, 2]);
    }

    [Fact]
    public async Task A_bad_record_refuses_the_request_and_names_the_field()
    {
        await using var node = await IngestionNode.StartAsync(Options());

        var response = await node.PostAsync(Array(Records.Full(), Records.With("duration", "-1", Records.IdOf(9))));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("field").GetString().ShouldBe("[1].duration");
        problem.GetProperty("detail").GetString()!.ShouldContain("found -1, expected a whole number");
        (await AnswerAsync(node, Records.Full())).Accepted.ShouldBe(1, "nothing of the refused request was taken");
    }

    [Fact]
    public async Task A_full_queue_refuses_the_whole_request_until_it_drains()
    {
        await using var node = await IngestionNode.StartAsync(Options() with { QueueCapacity = 3 }, held: true);
        await AnswerAsync(node, Array(Records.Full(Records.IdOf(1)), Records.Full(Records.IdOf(2))));
        var pair = Array(Records.Full(Records.IdOf(3)), Records.Full(Records.IdOf(4)));

        var refused = await node.PostAsync(pair);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        node.Queue.Count.ShouldBe(2);
        node.Pump.IsIdle.ShouldBeFalse();

        node.LetGo();
        await node.Pump.DrainedAsync(CancellationToken.None);
        (await AnswerAsync(node, pair)).Accepted.ShouldBe(2);
    }

    [Fact]
    public async Task More_records_than_the_queue_ever_takes_are_too_large_a_request()
    {
        await using var node = await IngestionNode.StartAsync(Options() with { QueueCapacity = 1 });

        var response = await node.PostAsync(Array(Records.Full(Records.IdOf(1)), Records.Full(Records.IdOf(2))));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_bound_is_refused_with_and_without_a_stated_length(bool stated)
    {
        await using var node = await IngestionNode.StartAsync(Options() with { MaxBodyBytes = 1024 });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/activations")
        {
            Content = new StringContent(new string(' ', 1100) + "[]", new MediaTypeHeaderValue("application/json"))
        };
        request.Headers.TransferEncodingChunked = !stated;

        (await node.Client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_body_of_many_reads_is_read_whole()
    {
        await using var node = await IngestionNode.StartAsync(Options());
        var records = Array([.. Enumerable.Range(1, 2_000).Select(id => Records.Full(Records.IdOf(id)))]);

        (await AnswerAsync(node, records)).Accepted.ShouldBe(2_000);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Another_type_than_json_is_refused(string? contentType)
    {
        await using var node = await IngestionNode.StartAsync(Options());

        (await node.PostAsync("[]", contentType)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task More_records_than_one_request_may_hold_are_too_many()
    {
        await using var node = await IngestionNode.StartAsync(Options() with { MaxRecords = 2 });
        var two = Array(Records.Full(Records.IdOf(1)), Records.Full(Records.IdOf(2)));

        (await node.PostAsync($"{two[..^1]},{Records.Full(Records.IdOf(3))}]")).StatusCode
            .ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await AnswerAsync(node, two)).Accepted.ShouldBe(2, "nothing of the refused request was taken");
    }

    [Fact]
    public async Task An_unwritable_spool_is_503_and_nothing_is_accepted()
    {
        var small = Options() with { SegmentBytes = 4096, SpoolBytes = 4096 };
        await using var node = await IngestionNode.StartAsync(small);
        var many = Array([.. Enumerable.Range(1, 100).Select(id => Records.Full(Records.IdOf(id)))]);

        var response = await node.PostAsync(many);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync()).ShouldContain("spool");
        (await AnswerAsync(node, Records.Full(Records.IdOf(1)))).Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_accepted_and_not_routed_is_routed_by_the_next_process_under_the_same_numbers()
    {
        var first = await IngestionNode.StartAsync(Options(), held: true);
        await AnswerAsync(first, Array(Records.Full(Records.IdOf(1)), Records.Full(Records.IdOf(2))));
        await first.DisposeAsync();
        first.Routed.ShouldBeEmpty();

        await using var second = await IngestionNode.StartAsync(Options());
        (await AnswerAsync(second, Records.Full(Records.IdOf(1)))).Duplicates.ShouldBe(1);
        await second.Pump.DrainedAsync(CancellationToken.None);
        await AnswerAsync(second, Records.Full(Records.IdOf(3)));
        await second.Pump.DrainedAsync(CancellationToken.None);

        second.Routed.Select(report => (int)report.Report.Id.Bits).ShouldBe([1, 2, 3]);
        var numbers = second.Routed.Select(report => report.Sequence).ToArray();
        numbers.ShouldBeInOrder();
        numbers[1].ShouldBe(numbers[0] + 1);
    }

    [Fact]
    public async Task The_same_record_sent_many_times_at_once_is_accepted_once()
    {
        await using var node = await IngestionNode.StartAsync(Options());

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AnswerAsync(node, Records.Full())));

        answers.Sum(answer => answer.Accepted).ShouldBe(1);
        answers.Sum(answer => answer.Duplicates).ShouldBe(49);
    }

    public void Dispose() => _folder.Dispose();

    private IngestOptions Options() => new() { SpoolDirectory = _folder.Path };

    private static string Array(params string[] records) => $"[{string.Join(',', records)}]";

    private static async Task<ActivationsAnswer> AnswerAsync(IngestionNode node, string body)
    {
        var response = await node.PostAsync(body);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<ActivationsAnswer>())!;
    }
}
