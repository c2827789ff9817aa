using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace AquaTope.Models.Forecasting.Neural.Training;

/// <summary>Where a model comes from.</summary>
/// <param name="Seed">The seed it was built and trained with.</param>
/// <param name="Series">The series it learned from.</param>
/// <param name="Windows">Their windows in all.</param>
/// <param name="DataFingerprint">A hash of all it was given to learn from.</param>
/// <param name="Stages">How the training went.</param>
public sealed record TrainingRecord(
    ulong Seed, int Series, long Windows, string DataFingerprint, IReadOnlyList<StageFigures> Stages)
{
    internal static TrainingRecord Of(DemandSet past, ulong seed, IReadOnlyList<StageFigures> stages) =>
        new(seed, past.Series.Count, past.Series.Sum(series => (long)series.Demand.Length), FingerprintOf(past),
            stages);

    /// <summary>SHA-256 of every series' name, last window and demand, and of the window's length.</summary>
    internal static string FingerprintOf(DemandSet past)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(past.Window.Seconds, past.Series.Count);
        foreach (var series in past.Series)
        {
            var name = Encoding.UTF8.GetBytes(series.Function.Value);
            Append(name.Length, series.LastWindow.Value, series.Demand.Length);
            hash.AppendData(name);
            hash.AppendData(MemoryMarshal.AsBytes(series.Demand.Span));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(params ReadOnlySpan<long> numbers) => hash.AppendData(MemoryMarshal.AsBytes(numbers));
    }
}
