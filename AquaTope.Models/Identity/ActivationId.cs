using System.Globalization;

namespace AquaTope.Models.Identity;

/// <summary>
/// The platform's name for one activation: 32 hexadecimal characters, kept as the 128 bits they spell.
/// </summary>
public readonly record struct ActivationId(UInt128 Bits)
{
    /// <summary>The length of the text form, in characters.</summary>
    public const int TextLength = 32;

    /// <summary>Reads exactly <see cref="TextLength"/> hexadecimal characters.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ActivationId id)
    {
        var valid = UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)
                    && text.Length == TextLength;
        id = new ActivationId(valid ? bits : 0);
        return valid;
    }

    /// <summary>As <see cref="TryParse(ReadOnlySpan{char}, out ActivationId)"/>, from UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out ActivationId id)
    {
        var valid = UInt128.TryParse(utf8, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)
                    && utf8.Length == TextLength;
        id = new ActivationId(valid ? bits : 0);
        return valid;
    }

    /// <summary>32 lower-case hexadecimal characters.</summary>
    public override string ToString() => Bits.ToString("x32", CultureInfo.InvariantCulture);
}
