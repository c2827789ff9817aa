namespace AquaTope.Benchmarks;

/// <summary>A group of measurements that are taken together.</summary>
public interface ISuite
{
    /// <summary>The name by which the command line calls it.</summary>
    string Name { get; }

    /// <summary>Whether <see cref="SuiteOptions.Trace"/> means anything to it.</summary>
    bool ReplaysTraces => false;

    /// <summary>Whether <see cref="SuiteOptions.Database"/> means anything to it.</summary>
    bool UsesDatabase => false;

    /// <summary>Takes the measurements.</summary>
    IReadOnlyList<Measurement> Run(SuiteOptions options);
}

/// <summary>What a suite is asked to measure.</summary>
/// <param name="Seed">The same seed gives the same work to do.</param>
/// <param name="Trace">The trace to replay; without one it is generated from the seed.</param>
/// <param name="Database">A PostgreSQL database to measure on; without one it is a SQLite file.</param>
public sealed record SuiteOptions(int Seed, string? Trace, string? Database);
