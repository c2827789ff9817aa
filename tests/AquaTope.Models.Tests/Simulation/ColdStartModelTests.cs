using System.Globalization;
using System.IO.Compression;
using AquaTope.Models.Platform;
using AquaTope.Models.Simulation;
using AquaTope.Testing;

namespace AquaTope.Models.Tests.Simulation;

public sealed class ColdStartModelTests
{
    private const string LambdaInit = "data/coldstarts/aws_lambda_init_2022-09_2024-12_weekly.csv.gz";
    private const string Mikhailio = "data/coldstarts/mikhailio_coldstart_seconds_3clouds.csv.gz";
    private const double StandardNormalP95 = 1.645;

    [SkippableTheory]
    [InlineData("nodejs:20", "nodejs18.x", "nodejs20.x")]
    [InlineData("python:3.11", "python3.10", "python3.11", "python3.12")]
    [InlineData("java:17", "java17", "java21")]
    [InlineData("go:1.20", "go (prov.al2)", "go (prov.al2023)")]
    [InlineData("dotnet:6", "dotnet6", "dotnet8")]
    [InlineData("ruby:3", "ruby3.2", "ruby3.3")]
    [InlineData("swift:5.8", "apple swift 5.8 (prov.al2)")]
    [InlineData("rust:1.34", "rust (prov.al2)", "rust (prov.al2023)")]
    public void Initialization_agrees_with_the_measurements_within_a_tenth_at_the_median_and_a_seventh_at_p95(
        string kind, params string[] runtimes)
    {
        var measured = InitMilliseconds(row => row.Package == "zip" && runtimes.Contains(row.Runtime));
        var fitted = ColdStartModel.Measured.Of(new RuntimeKind(kind)).Initialization;

        ShouldAgree(fitted, measured);
    }

    [SkippableFact]
    public void Creation_agrees_with_the_cold_starts_of_image_packaged_functions_less_their_initialization()
    {
        var initialization = Median(InitMilliseconds(
            row => row.Package == "image" && row.Runtime.StartsWith("nodejs", StringComparison.Ordinal)));
        double[] measured =
        [
            .. Rows(Mikhailio).Where(row => row is ["aws", "docker", _])
                .Select(row => Number(row[2]) * 1000 - initialization).Order()
        ];

        measured.Length.ShouldBe(683);
        ShouldAgree(ColdStartModel.Measured.Of(new RuntimeKind("nodejs:20")).Creation, measured);
    }

    [Fact]
    public void Versions_of_a_runtime_share_its_times_and_unknown_runtimes_have_those_of_the_default()
    {
        var model = ColdStartModel.Measured;

        model.Of(new RuntimeKind("python:3.9")).ShouldBe(model.Of(new RuntimeKind("python:3")));
        model.Of(new RuntimeKind("blackbox")).ShouldBe(model.Of(new RuntimeKind("nodejs:20")));
        model.Of(new RuntimeKind("python:3")).ShouldNotBe(model.Of(new RuntimeKind("nodejs:20")));
    }

    [Fact]
    public void Creations_on_the_platform_are_drawn_from_the_model()
    {
        var times = ColdStartModel.Measured.Of(PlatformUnderTest.Node);
        var platform = new PlatformUnderTest(PlatformUnderTest.Plain with
        {
            ColdStarts = ColdStartModel.Measured,
            IdleTimeout = TimeSpan.Zero
        }).Deploy(PlatformUnderTest.Action("f"));
        for (var i = 0; i < 3000; i++) platform.Submit("f", i * 60);
        platform.AdvanceTo(3000 * 60);

        Median([.. platform.Ended.Select(run => run.Wait.TotalMilliseconds).Order()])
            .ShouldBe(times.Creation.Median.TotalMilliseconds, 15);
        Median([.. platform.Ended.Select(run => run.Initialization.TotalMilliseconds).Order()])
            .ShouldBe(times.Initialization.Median.TotalMilliseconds, 2);
    }

    private static void ShouldAgree(LognormalTime fitted, double[] sorted)
    {
        var median = Median(sorted);
        fitted.Median.TotalMilliseconds.ShouldBe(median, 0.1 * median);
        var p95 = sorted[(int)(0.95 * sorted.Length)];
        fitted.At(StandardNormalP95).TotalMilliseconds.ShouldBe(p95, p95 / 7);
    }

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];

    private static double[] InitMilliseconds(Func<(string Runtime, string Package), bool> chosen) =>
    [
        .. Rows(LambdaInit).Where(row => chosen((row[1], row[2])))
            .SelectMany(row => row[6].Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(Number).Order()
    ];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string file)
    {
        using var stream = new GZipStream(File.OpenRead(SharedData.Require(file)), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line.Split(',');
    }
}
