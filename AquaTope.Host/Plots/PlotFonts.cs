using SkiaSharp;

namespace AquaTope.Host.Plots;

/// <summary>The fonts that figures are set in.</summary>
internal static class PlotFonts
{
    /// <summary>In order of preference; machines differ in which of them they have.</summary>
    public static IReadOnlyList<string> Families { get; } =
        ["Helvetica", "Arial", "Liberation Sans", "DejaVu Sans", "Noto Sans"];

    /// <summary>A font of this machine, any if need be; <see langword="null"/> where it has none.</summary>
    public static SKTypeface? Find(bool isBold)
    {
        var style = isBold ? SKFontStyle.Bold : SKFontStyle.Normal;
        var known = SKFontManager.Default.FontFamilies.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var family = Families.FirstOrDefault(known.Contains) ?? known.FirstOrDefault();
        return family is null ? null : SKFontManager.Default.MatchFamily(family, style);
    }
}
