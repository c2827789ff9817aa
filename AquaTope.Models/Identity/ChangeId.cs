namespace AquaTope.Models.Identity;

/// <summary>
/// Names one wish for the platform. Derived from who wishes and when (<c>pool:guest/f:41</c>), so that a wish that is
/// submitted again after a restart carries the same id and is recognized.
/// </summary>
public readonly record struct ChangeId(string Value)
{
    public override string ToString() => Value ?? "(none)";
}
