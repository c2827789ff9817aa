using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization.Problems.Tables;

/// <summary>One shape that measurement files come in, recognised by the columns it needs.</summary>
internal sealed record TableLayout
{
    /// <summary>The columns that name a stage: its name first, then what tells its variants apart.</summary>
    public required string[] Names { get; init; }

    /// <summary>The columns <see cref="Resources"/> is given, in order.</summary>
    public required string[] Sizes { get; init; }

    public required Func<string[], ResourceConfiguration?> Resources { get; init; }

    /// <summary>The columns that add up to a run's duration.</summary>
    public required string[] Durations { get; init; }

    public required double SecondsPerUnit { get; init; }

    /// <summary>The column that is <c>200</c> where a run ended well.</summary>
    public string? Status { get; init; }

    public required TablePricing Pricing { get; init; }

    /// <summary>Those that can be read.</summary>
    public static IReadOnlyList<TableLayout> All { get; } =
    [
        new()
        {
            Names = ["benchmark", "input", "instance"], Sizes = ["cpu_millicores", "mem_mib"],
            Resources = MillicoresAndMegabytes,
            Durations = ["latency_s"], SecondsPerUnit = 1, Status = "status", Pricing = TablePricing.CoresAndMemory
        },
        new()
        {
            Names = ["function", "input_bytes", "profile_set"], Sizes = ["resource_profile"], Resources = Profile,
            Durations = ["exec_ms_mean5"], SecondsPerUnit = 1e-3, Status = "status", Pricing = TablePricing.Memory
        },
        new()
        {
            Names = ["stage"], Sizes = ["mem_mb", "num_functions"], Resources = Workers,
            Durations = ["read_mean_s", "compute_mean_s", "write_mean_s"], SecondsPerUnit = 1,
            Pricing = TablePricing.Workers
        },
        new()
        {
            Names = ["function"], Sizes = ["mem_mb"], Resources = Megabytes,
            Durations = ["duration_ms"], SecondsPerUnit = 1e-3, Pricing = TablePricing.Memory
        }
    ];

    public IEnumerable<string> Columns =>
        [.. Names, .. Sizes, .. Durations, .. Status is null ? Array.Empty<string>() : [Status]];

    private static ResourceConfiguration? MillicoresAndMegabytes(string[] cells) =>
        TryCount(cells[0], out var millicores) && TryCount(cells[1], out var megabytes)
            ? ResourceConfiguration.Of(millicores / 1000.0, megabytes)
            : null;

    private static ResourceConfiguration? Megabytes(string[] cells) =>
        TryCount(cells[0], out var megabytes) ? ResourceConfiguration.Of(1, megabytes) : null;

    // "1792mib-2000m": megabytes and millicores
    private static ResourceConfiguration? Profile(string[] cells)
    {
        var end = cells[0].IndexOf("mib-", StringComparison.Ordinal);
        return end > 0 && cells[0].EndsWith('m')
            ? MillicoresAndMegabytes([cells[0][(end + 4)..^1], cells[0][..end]])
            : null;
    }

    // So many functions side by side count as so many cores, each with the memory of one.
    private static ResourceConfiguration? Workers(string[] cells) =>
        TryCount(cells[0], out var megabytes) && TryCount(cells[1], out var workers)
            ? ResourceConfiguration.Of(workers, megabytes)
            : null;

    private static bool TryCount(string cell, out int count) =>
        int.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out count) && count > 0;
}
