namespace AquaTope.Actors.Fencing;

/// <summary>
/// The fence that the call under way stands behind, for those who send its requests. A change of the platform may be
/// several requests, and the right to it may end between two of them.
/// </summary>
public static class FencedCall
{
    private static readonly AsyncLocal<IFence?> Current = new();

    /// <summary>Whether the call under way may change the platform; calls without a fence may.</summary>
    public static bool MayChange => Current.Value is not { IsHeld: false };

    /// <summary>Calls something that stands behind a fence from here to its end.</summary>
    public static Task<T> Behind<T>(IFence fence, Func<Task<T>> call)
    {
        var before = Current.Value;
        Current.Value = fence;
        try
        {
            return call();
        }
        finally
        {
            Current.Value = before;
        }
    }
}
