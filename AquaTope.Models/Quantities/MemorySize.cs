using System.Globalization;

namespace AquaTope.Models.Quantities;

/// <summary>An amount of memory in megabytes (2^20 bytes, what OpenWhisk's <c>limits.memory</c> counts).</summary>
public readonly record struct MemorySize : IComparable<MemorySize>
{
    private MemorySize(int megabytes) => Megabytes = megabytes;

    public int Megabytes { get; }

    public double Gigabytes => Megabytes / 1024.0;

    /// <exception cref="ArgumentOutOfRangeException">Below zero.</exception>
    public static MemorySize FromMegabytes(int megabytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(megabytes);
        return new MemorySize(megabytes);
    }

    public int CompareTo(MemorySize other) => Megabytes.CompareTo(other.Megabytes);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Megabytes} MB");

    public static bool operator <(MemorySize left, MemorySize right) => left.Megabytes < right.Megabytes;
    public static bool operator >(MemorySize left, MemorySize right) => left.Megabytes > right.Megabytes;
    public static bool operator <=(MemorySize left, MemorySize right) => left.Megabytes <= right.Megabytes;
    public static bool operator >=(MemorySize left, MemorySize right) => left.Megabytes >= right.Megabytes;
    public static MemorySize operator +(MemorySize left, MemorySize right) => new(left.Megabytes + right.Megabytes);
}
