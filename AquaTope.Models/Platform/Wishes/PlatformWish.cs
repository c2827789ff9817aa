using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform.Wishes;

/// <summary>
/// What a function's decider wants of the platform, in the function's own terms. The gateway turns wishes into changes.
/// </summary>
public abstract record PlatformWish(FunctionId Function)
{
    /// <summary>
    /// Its place among the wishes of the same wisher; <see langword="null"/> for one that
    /// is the newest whenever it comes.
    /// </summary>
    public WishOrder? Order { get; init; }

    /// <summary>
    /// Containers to have ready beyond those that the platform keeps warm by itself, and how many that makes together:
    /// stem cells are added to the warm ones, whereas invocations that warm a function must occupy those first.
    /// </summary>
    public sealed record Prewarm(FunctionId Function, int Containers, int Together) : PlatformWish(Function)
    {
        public override string ToString() => $"{Containers} more containers ready for {Function}, {Together} together";
    }

    /// <summary>CPU and memory of the function's containers.</summary>
    public sealed record Limits(FunctionId Function, ResourceConfiguration Resources) : PlatformWish(Function)
    {
        public override string ToString() => $"{Resources} for {Function}";
    }
}
