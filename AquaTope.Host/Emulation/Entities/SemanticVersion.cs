using System.Globalization;

namespace AquaTope.Host.Emulation.Entities;

/// <summary>An entity's version, <c>major.minor.patch</c>. An update that names none raises the patch number.</summary>
internal readonly record struct SemanticVersion(int Major, int Minor, int Patch)
{
    public static SemanticVersion First => new(0, 0, 1);

    public SemanticVersion NextPatch => this with { Patch = Patch + 1 };

    public static bool TryParse(string? text, out SemanticVersion version)
    {
        version = default;
        var parts = text?.Split('.') ?? [];
        if (parts.Length != 3) return false;
        Span<int> numbers = stackalloc int[3];
        for (var i = 0; i < 3; i++)
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return false;
        version = new SemanticVersion(numbers[0], numbers[1], numbers[2]);
        return version != default;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
}
