using System.Globalization;

namespace AquaTope.Models.Quantities;

/// <summary>A share of CPU in thousandths of a core. Compared and hashed exactly, unlike a fraction of cores.</summary>
public readonly record struct CpuShare : IComparable<CpuShare>
{
    private CpuShare(int millicores) => Millicores = millicores;

    public int Millicores { get; }

    public double Cores => Millicores / 1000.0;

    /// <summary>Rounds to the nearest thousandth of a core.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite number above zero.</exception>
    public static CpuShare FromCores(double cores)
    {
        if (!double.IsFinite(cores) || cores <= 0)
            throw new ArgumentOutOfRangeException(nameof(cores), cores, "A CPU share is a number of cores above 0.");
        return new CpuShare((int)Math.Round(cores * 1000));
    }

    public int CompareTo(CpuShare other) => Millicores.CompareTo(other.Millicores);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Cores:0.###} cores");

    public static bool operator <(CpuShare left, CpuShare right) => left.Millicores < right.Millicores;
    public static bool operator >(CpuShare left, CpuShare right) => left.Millicores > right.Millicores;
    public static bool operator <=(CpuShare left, CpuShare right) => left.Millicores <= right.Millicores;
    public static bool operator >=(CpuShare left, CpuShare right) => left.Millicores >= right.Millicores;
}
