using AquaTope.Models.Traces;

namespace AquaTope.Models.Tests.Traces;

public sealed class MalformedTraceTests : IDisposable
{
    private const string Containers = "HashApp,AverageMemMB,0,1,2\n";
    private const string Invocations = "HashOwner,HashApp,HashFunction,Trigger,1,2\n";

    private readonly TraceFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Containers + "a,1,0,1", "line 2: the row has 4 columns; expected 5")]
    [InlineData(Containers + "a,1,0,1,2\nb,1,0,1,2,3,4", "line 3: the row has 7 columns; expected 5")]
    [InlineData(Containers + "a,1,0,-3,2", "line 2, column 4: found '-3'; expected a number of containers from 0")]
    [InlineData(Containers + "a,1,0,NaN,2", "line 2, column 4: found 'NaN'")]
    [InlineData(Containers + "a,1,0,Infinity,2", "line 2, column 4: found 'Infinity'")]
    [InlineData(Containers + "a,1,0,two,2", "line 2, column 4: found 'two'")]
    [InlineData(Containers + "a,1,0,,2", "line 2, column 4: found nothing")]
    [InlineData(Containers + "a,1,0,1,2 ", "line 2, column 5: found '2 '")]
    [InlineData(Containers + "a,1,0,2147483648,2", "line 2, column 4: found '2147483648'; expected a number")]
    [InlineData(Containers + "a,1,0,99999999999999999999,2", "line 2, column 4: found '99999999999999999999'")]
    [InlineData(Containers + "a,NaN,0,1,2", "line 2, column 2: found 'NaN'; expected megabytes")]
    [InlineData(Containers + "a,-1,0,1,2", "line 2, column 2: found '-1'; expected megabytes")]
    [InlineData(Containers + ",1,0,1,2", "line 2, column 1: found nothing; expected a name")]
    [InlineData(Containers + "a,1,0,1,2\na,1,0,1,2", "line 3: the series 'a' has a row already")]
    [InlineData(Invocations + "o,a,f,http,1,0.5", "line 2, column 6: found '0.5'; expected a whole number")]
    [InlineData(Invocations + "o,a,f,http,1,2\no,a,f,http,1,2", "line 3: the series 'o/a/f' has a row already")]
    [InlineData(Containers, "line 1: the file ends after its header; expected rows")]
    [InlineData("", "the file is empty; expected a header line")]
    [InlineData("\n\n", "the file is empty; expected a header line")]
    [InlineData("func,start_s\nx,0.1", "line 1: found the header 'func,start_s'; expected one of: HashOwner,")]
    [InlineData("func,end_s\nx,0.1\ny,soon", "line 3, column 2: found 'soon'; expected the second at which")]
    [InlineData("func,end_s\nx,", "line 2, column 2: found nothing; expected the second at which")]
    [InlineData("func,end_s\n,1", "line 2, column 1: found nothing; expected the name of a function")]
    [InlineData("func,end_s\nx,1612224000000", "line 2, column 2: found '1612224000000'; expected the second at which")]
    [InlineData("func,end_s\nx,9.5\nx,9.25", "line 3, column 2: found '9.25'; expected 9.5 or later")]
    [InlineData("func,end_s", "line 1: the file ends after its header; expected rows")]
    [InlineData("HashApp,AverageMemMB\na,1", "line 1: the header ends after 'AverageMemMB'; expected 0,1,…")]
    [InlineData("HashApp,AverageMemMB,0,2\na,1,1,1", "line 1, column 4: found the header '2'; expected '1'")]
    [InlineData("HashApp,AverageMemMB,total\na,1,1", "line 1, column 3: found the header 'total'; expected the number")]
    [InlineData("day,minute,R\n0,0,1\n0,2,1", "line 3, column 2: found '2'; expected day 0, minute 1")]
    [InlineData("day,minute,R\n0,1440,1", "line 2, column 2: found '1440'; expected a minute of the day")]
    [InlineData("day,minute,R\nMon,0,1", "line 2, column 1: found 'Mon'; expected the number of a day")]
    [InlineData("day,minute,R,R\n0,0,1,1", "line 1: two columns have the same name")]
    [InlineData(
        "minute,count,gap\n1995-07-01 00:00,1,0\n1995-07-01 00:02,1,0",
        "line 3, column 1: found '1995-07-01 00:02'; expected '1995-07-01 00:01:00'")]
    [InlineData("minute,count,gap\nyesterday,1,0", "line 2, column 1: found 'yesterday'; expected a time stamp")]
    [InlineData("timestamp,A\n2015-02-26 21:42,1", "line 2: the file has one row; expected at least two")]
    [InlineData(
        "timestamp,A\n2015-02-26 21:42,1\n2015-02-26 21:42,1",
        "line 3, column 1: found '2015-02-26 21:42'; expected a time one second to one day after")]
    public void The_message_names_the_place_what_was_found_and_what_would_be_right(string content, string problem)
    {
        var path = _folder.Write(content);

        var error = Should.Throw<TraceFormatException>(() => TraceFolder.Read(path));

        error.Message.ShouldStartWith(path);
        error.Message.ShouldContain(problem);
        error.Message.ShouldNotContain('\n');
    }

    [Fact]
    public void A_gzip_file_that_ends_early_is_refused_with_the_line_it_ends_in()
    {
        var random = new Random(7);
        var rows = Enumerable.Range(0, 2000)
            .Select(i => $"app{i},1,{random.Next(9)},{random.Next(9)},{random.Next(9)}");
        var whole = TraceFolder.Gzip(Containers + string.Join('\n', rows));

        for (var length = 2; length < whole.Length; length += length < 40 || length > whole.Length - 20 ? 1 : 97)
        {
            var path = _folder.Write(whole[..length]);
            var error = Should.Throw<TraceFormatException>(() => TraceFolder.Read(path), $"{length} bytes");
            error.Message.ShouldContain("the gzip data end", customMessage: $"{length} bytes");
            error.Message.ShouldContain(", line ");
        }
    }

    [Fact]
    public void A_gzip_file_with_a_flipped_bit_is_refused()
    {
        var damaged = TraceFolder.Gzip(Containers + "a,1,0,1,2\nb,1,0,1,2");
        damaged[^6] ^= 1;

        Should.Throw<TraceFormatException>(() => TraceFolder.Read(_folder.Write(damaged)))
            .Message.ShouldContain("damaged");
    }

    [Fact]
    public void A_file_without_line_ends_is_not_taken_into_memory_whole()
    {
        var path = _folder.Write(new byte[40 * 1024 * 1024]);

        Should.Throw<TraceFormatException>(() => TraceFolder.Read(path))
            .Message.ShouldContain("longer than 16777216 bytes");
    }

    [Fact]
    public void A_binary_header_is_shown_without_its_control_characters() =>
        Should.Throw<TraceFormatException>(() => TraceFolder.Read(_folder.Write([0x1B, 0x5B, 0x33, 0x07, 0x0A])))
            .Message.ShouldContain("'?[3?'");
}
