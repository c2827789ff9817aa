using System.Globalization;

namespace AquaTope.Host.Cli.Loading;

/// <summary>Numbers as results and complaints show them.</summary>
internal static class Digits
{
    /// <summary>A whole number.</summary>
    public static string Of(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number as short as it is.</summary>
    public static string Of(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Seconds to the millisecond.</summary>
    public static string Seconds(double seconds) => seconds.ToString("N3", CultureInfo.InvariantCulture);

    /// <summary>A rate per second.</summary>
    public static string Rate(double perSecond) => perSecond.ToString("N2", CultureInfo.InvariantCulture);
}
