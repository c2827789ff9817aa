using System.Text;
using AquaTope.Actors.Sharding;
using AquaTope.Actors.Wire;
using AquaTope.Models.Tuning;
using AquaTope.Models.Tuning.Grounds;

namespace AquaTope.Actors.Tests.Wire;

/// <summary>
/// The wire is for ever. A new row needs a sample in <see cref="WireSamples"/> and a
/// golden file; run the tests once with
/// <c>AQUATOPE_WRITE_GOLDEN=1</c> to write the missing ones, and never edit one that is there.
/// </summary>
public sealed class WireTableSpecs
{
    public static TheoryData<string> Manifests =>
        new(AquaTopeWire.Table.Rows.Select(row => row.Manifest).Order(StringComparer.Ordinal));

    public static TheoryData<string> CurrentManifests =>
        new(
            AquaTopeWire.Table.Rows.Where(row => row.IsCurrent).Select(row => row.Manifest)
                .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(CurrentManifests))]
    public void A_shape_is_written_as_its_golden_file_says(string manifest)
    {
        var row = AquaTopeWire.Table.RowOf(manifest);
        var written = Encoding.UTF8.GetString(row.Write(SampleOf(row.Type)));
        var golden = GoldenFile(manifest);
        if (Environment.GetEnvironmentVariable("AQUATOPE_WRITE_GOLDEN") == "1" && !File.Exists(golden))
            File.WriteAllText(golden, written + "\n");

        written.ShouldBe(File.ReadAllText(golden).TrimEnd());
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_golden_file_is_read_as_it_was_written(string manifest)
    {
        var row = AquaTopeWire.Table.RowOf(manifest);

        var read = row.Read(File.ReadAllBytes(GoldenFile(manifest)));

        read.ShouldBeOfType(row.Type);
        var current = AquaTopeWire.Table.RowOf(row.Type);
        var expected = row.IsCurrent ? SampleOf(row.Type) : WireSamples.Retired[manifest];
        current.Write(read).ShouldBe(current.Write(expected));
    }

    [Fact]
    public void Every_message_that_may_leave_the_process_has_a_row()
    {
        var messages = typeof(IWireMessage).Assembly.GetTypes()
            .Where(
                type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IWireMessage)));

        messages.Except(AquaTopeWire.Table.Types).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_only_written_where_it_is_not_zero_is_read_as_it_was_written()
    {
        var back = new TuningEvent.CanaryTakenBack(new PlanFigures(20, 0, null) { LetDown = 5 }, "the platform fails")
        {
            Grounds = new CanaryGrounds(
                new CanaryTest(-1, 0, 20, 0) { Failing = 5.5, LetDown = 5 }, 3, new CanaryOptions())
        };
        var row = AquaTopeWire.Table.RowOf(back.GetType());

        row.Read(row.Write(back)).ShouldBe(back);
    }

    [Fact]
    public void An_unknown_manifest_is_refused_rather_than_guessed() =>
        Should.Throw<ArgumentException>(() => AquaTopeWire.Table.RowOf("pool.window-closed.99"));

    private static object SampleOf(Type type) => WireSamples.All.Single(sample => sample.GetType() == type);

    private static string GoldenFile(string manifest)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AquaTope.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "tests", "AquaTope.Actors.Tests", "Wire", "golden", manifest + ".json");
    }
}
