using System.Globalization;

namespace AquaTope.Models.Quantities;

/// <summary>The number of a window, counted from the Unix epoch in steps of a <see cref="WindowLength"/>.</summary>
public readonly record struct WindowIndex(long Value) : IComparable<WindowIndex>
{
    public WindowIndex Next => new(Value + 1);

    public WindowIndex Previous => new(Value - 1);

    public int CompareTo(WindowIndex other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static WindowIndex operator +(WindowIndex window, long steps) => new(window.Value + steps);
    public static WindowIndex operator -(WindowIndex window, long steps) => new(window.Value - steps);
    public static long operator -(WindowIndex left, WindowIndex right) => left.Value - right.Value;
    public static bool operator <(WindowIndex left, WindowIndex right) => left.Value < right.Value;
    public static bool operator >(WindowIndex left, WindowIndex right) => left.Value > right.Value;
    public static bool operator <=(WindowIndex left, WindowIndex right) => left.Value <= right.Value;
    public static bool operator >=(WindowIndex left, WindowIndex right) => left.Value >= right.Value;
}
