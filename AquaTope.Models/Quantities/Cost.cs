using System.Globalization;

namespace AquaTope.Models.Quantities;

/// <summary>Money in the price model's unit.</summary>
public readonly record struct Cost(double Amount) : IComparable<Cost>
{
    public static Cost Zero => default;

    public int CompareTo(Cost other) => Amount.CompareTo(other.Amount);

    public override string ToString() => Amount.ToString("0.######", CultureInfo.InvariantCulture);

    public static Cost operator +(Cost left, Cost right) => new(left.Amount + right.Amount);
    public static bool operator <(Cost left, Cost right) => left.Amount < right.Amount;
    public static bool operator >(Cost left, Cost right) => left.Amount > right.Amount;
    public static bool operator <=(Cost left, Cost right) => left.Amount <= right.Amount;
    public static bool operator >=(Cost left, Cost right) => left.Amount >= right.Amount;
}
