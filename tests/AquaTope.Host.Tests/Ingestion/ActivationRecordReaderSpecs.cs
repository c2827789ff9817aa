using System.Text;
using AquaTope.Host.Ingestion.Records;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Tests.Ingestion;

public sealed class ActivationRecordReaderSpecs
{
    private const string Zeros = "\"00000000000000000000000000000000\"";

    private readonly ActivationRecordReader _reader = new();

    [Fact]
    public void A_full_record_tells_when_the_request_arrived_and_what_each_part_took()
    {
        var run = Ran(Records.Full());

        run.Id.ToString().ShouldBe(Records.Id);
        run.Function.ShouldBe(FunctionId.Parse("guest/img/resize"));
        run.Arrival.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1700000000250 - 731));
        run.Wait.ShouldBe(TimeSpan.FromMilliseconds(731));
        run.Initialization.ShouldBe(TimeSpan.FromMilliseconds(181));
        run.Execution.ShouldBe(TimeSpan.FromMilliseconds(412 - 181));
        run.Status.ShouldBe(ActivationStatus.Success);
        run.Memory.ShouldBe(MemorySize.FromMegabytes(256));
        run.Cause.ShouldNotBeNull().ToString().ShouldBe(Records.Cause);
    }

    [Fact]
    public void A_warm_start_has_no_initialization()
    {
        var run = Ran(Records.With("annotations", """[{"key":"waitTime","value":3}]"""));

        run.Initialized.ShouldBeFalse();
        run.Execution.ShouldBe(TimeSpan.FromMilliseconds(412));
        run.Cause.ShouldBeNull();
    }

    [Fact]
    public void A_list_summary_carries_its_status_as_a_number_and_its_name_without_a_path() =>
        Ran(Records.With("statusCode", "2")).ShouldSatisfyAllConditions(
            run => run.Status.ShouldBe(ActivationStatus.DeveloperError),
            run => run.Function.ShouldBe(FunctionId.Parse("guest/resize")));

    [Fact]
    public void A_user_event_dates_its_activation_from_the_instant_it_was_sent()
    {
        var run = Ran("""
            {"source":"invoker0","body":{"name":"guest/img/resize","activationId":"5a1b0c9d8e7f4a6bb1c2d3e4f5a6b7c8",
             "statusCode":1,"duration":412,"waitTime":731,"initTime":181,"kind":"nodejs:20","conductor":false,
             "memory":512,"causedBy":"sequence","size":11},"subject":"guest","namespace":"guest","userId":"23bc46b1",
             "eventType":"Activation","timestamp":1700000000700}
            """);

        run.End.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1700000000700));
        run.Arrival.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1700000000700 - 412 - 731));
        run.Status.ShouldBe(ActivationStatus.ApplicationError);
        run.Memory.ShouldBe(MemorySize.FromMegabytes(512));
    }

    [Theory]
    [InlineData("""[{"key":"kind","value":"sequence"}]""")]
    [InlineData("""[{"key":"conductor","value":true}]""")]
    [InlineData("""[{"value":true,"key":"conductor"}]""")]
    public void A_sequence_or_composition_is_a_run_of_the_whole(string annotations)
    {
        var body = Records.With("annotations", $"""{annotations},"end":1700000009000""");

        var run = Understood(body).Reports.ShouldHaveSingleItem().ShouldBeOfType<ActivationReport.Composed>().Run;

        run.Name.ShouldBe(FunctionId.Parse("guest/resize"));
        run.End.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1700000009000));
    }

    [Fact]
    public void Firings_of_triggers_and_metric_events_are_skipped_and_counted()
    {
        var trigger = $$"""{"activationId":"{{Records.Id}}","start":1700000000250,"name":"t","annotations":[]}""";
        const string Metric = """{"eventType":"Metric","body":{"metricName":"TimedRateLimit","metricValue":1}}""";

        var read = Understood($"[{trigger},{Metric},{Records.Full()}]");

        read.Skipped.ShouldBe(2);
        read.Reports.Count.ShouldBe(1);
    }

    [Fact]
    public void An_empty_array_is_no_mistake() => Understood("[]").Reports.ShouldBeEmpty();

    [Fact]
    public void Escaped_slashes_and_a_byte_order_mark_are_read()
    {
        var run = Ran("\uFEFF" + Records.Full().Replace("guest/img/resize", @"guest\/img\/resize"));

        run.Function.ShouldBe(FunctionId.Parse("guest/img/resize"));
    }

    [Theory]
    [InlineData("activationId", "\"abc\"", "activationId", "\"abc\"")]
    [InlineData("activationId", Zeros, "activationId", Zeros)]
    [InlineData("activationId", "null", "activationId", "nothing")]
    [InlineData("start", "9400000000000000", "start", "9400000000000000")]
    [InlineData("start", "\"2023-11-14\"", "start", "\"2023-11-14\"")]
    [InlineData("duration", "-1", "duration", "-1")]
    [InlineData("duration", "1.5", "duration", "1.5")]
    [InlineData("duration", "1e400", "duration", "1e400")]
    [InlineData("end", "1600000000000", "end", "1600000000000")]
    [InlineData("statusCode", "4", "statusCode", "4")]
    [InlineData("statusCode", "null", "response.status", "nothing")]
    [InlineData("response", """{"status":"fine"}""", "response.status", "\"fine\"")]
    [InlineData("name", "\"\"", "annotations", "no path")]
    [InlineData("name", @"""\ud800""", "name", @"""\ud800""")]
    [InlineData("annotations", "{}", "annotations", "an object")]
    [InlineData("annotations", "[7]", "annotations[0]", "7")]
    [InlineData("annotations", """[{"key":"kind","value":7}]""", "annotations[0].value", "7")]
    [InlineData("annotations", """[{"key":"a"},{"key":"path","value":"x//y"}]""", "annotations[1].value", "\"x//y\"")]
    [InlineData("annotations", """[{"key":"initTime"}]""", "annotations[0].value", "nothing")]
    [InlineData("annotations", """[{"value":-3,"key":"waitTime"}]""", "annotations[0].value", "-3")]
    [InlineData("annotations", """[{"key":"initTime","value":413}]""", "duration", "412")]
    [InlineData("annotations", """[{"key":"limits","value":{"memory":-1}}]""", "annotations[0].value.memory", "-1")]
    public void A_bad_field_is_named_with_what_was_found(string member, string value, string field, string found)
    {
        Malformed(Records.With(member, value)).ShouldSatisfyAllConditions(
            problem => problem.Field.ShouldBe(field),
            problem => problem.Found.ShouldBe(found),
            problem => problem.Expected.ShouldNotBeEmpty());

        Malformed($"[{Records.Full()},{Records.With(member, value)}]").Field.ShouldBe($"[1].{field}");
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("7", "$")]
    [InlineData("[7]", "[0]")]
    [InlineData("[{}]", "[0].activationId")]
    [InlineData("[{\"start\":NaN}]", "[0].start")]
    [InlineData("{\"start\":17", "start")]
    [InlineData("[] []", "$")]
    public void What_is_no_json_of_records_is_located(string body, string field) =>
        Malformed(body).Field.ShouldBe(field);

    [Fact]
    public void Ten_megabytes_of_nesting_are_refused_at_the_depth_limit()
    {
        var body = Records.With("response", $"{{\"result\":{new string('[', 10_000_000)}");

        Malformed(body).ShouldSatisfyAllConditions(
            problem => problem.Field.ShouldBe("response.result"),
            problem => problem.Found.ShouldContain("depth of 64"));
    }

    [Fact]
    public void No_prefix_of_a_record_crashes_the_reader()
    {
        var body = Encoding.UTF8.GetBytes(Records.Full());
        for (var length = 0; length < body.Length; length++)
            _reader.Read(body.AsSpan(0, length)).ShouldBeOfType<RecordReading.Malformed>();
    }

    [Fact]
    public void No_flipped_byte_of_a_record_crashes_the_reader()
    {
        var body = Encoding.UTF8.GetBytes(Records.Full());
        for (var at = 0; at < body.Length; at++)
            foreach (var bit in new byte[] { 0x01, 0x04, 0x20, 0x80 })
            {
                var flipped = body.ToArray();
                flipped[at] ^= bit;
                _reader.Read(flipped).ShouldNotBeNull();
            }
    }

    private Invocation Ran(string body) =>
        Understood(body).Reports.ShouldHaveSingleItem().ShouldBeOfType<ActivationReport.Ran>().Invocation;

    private RecordReading.Understood Understood(string body)
    {
        var reading = _reader.Read(Encoding.UTF8.GetBytes(body));
        return reading.ShouldBeOfType<RecordReading.Understood>(reading.ToString());
    }

    private RecordReading.Malformed Malformed(string body) =>
        _reader.Read(Encoding.UTF8.GetBytes(body)).ShouldBeOfType<RecordReading.Malformed>();
}
