using System.Buffers.Binary;
using System.Xml.Linq;

namespace AquaTope.Host.Tests.Cli.Tuning;

/// <summary>What <c>tune --plot</c> draws.</summary>
public sealed class TunePlotTests : IDisposable
{
    private readonly TuneFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_vector_picture_has_both_diagrams_with_their_labels()
    {
        var path = _files.PathOf("wf3.svg");

        await TuneRun.OfAsync("--problem", "wf3", "--designer", "sobol", "--trials", "30", "--plot", path);

        var svg = XDocument.Load(path);
        var texts = svg.Descendants().Where(element => element.Name.LocalName == "text")
            .Select(text => text.Value).ToList();
        string[] labels =
        [
            "wf3 by sobol", "trial", "cost per run", "end-to-end latency (s)", "promised", "optimum",
            "observed, feasible", "best truly feasible so far", "recommended, noise-free"
        ];
        foreach (var label in labels) texts.ShouldContain(label);
        svg.Descendants().Count(element => element.Name.LocalName == "circle").ShouldBeGreaterThan(10);
        svg.Descendants().Attributes()
            .ShouldNotContain(attribute => attribute.Value.Contains("NaN") || attribute.Value.Contains("Infinity"));
    }

    [Fact]
    public async Task A_picture_of_pixels_has_the_size_of_its_diagrams()
    {
        var path = _files.PathOf("gardner.png");

        await TuneRun.OfAsync("--problem", "gardner", "--designer", "random", "--trials", "12", "--plot", path);

        var bytes = await File.ReadAllBytesAsync(path);
        bytes[..8].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        (BigEndian(bytes, 16), BigEndian(bytes, 20)).ShouldBe((1232, 984));
        _files.All.ShouldHaveSingleItem();
    }

    private static int BigEndian(byte[] bytes, int at) =>
        BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
}
