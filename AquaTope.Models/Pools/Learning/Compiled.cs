using System.Runtime.CompilerServices;

namespace AquaTope.Models.Pools.Learning;

/// <summary>How the arithmetic of learning is compiled.</summary>
/// <remarks>
/// A node that comes back learns a day of every function again within seconds. The runtime would spend more of that
/// time on counting how often each branch of this code is taken, to compile it better later, than on the code itself.
/// </remarks>
internal static class Compiled
{
    /// <summary>In full at the first call.</summary>
    public const MethodImplOptions AtOnce = MethodImplOptions.AggressiveOptimization;

    /// <summary>As a part of whatever calls it.</summary>
    public const MethodImplOptions Within = MethodImplOptions.AggressiveInlining;
}
