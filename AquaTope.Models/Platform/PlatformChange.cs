using System.Text.Json.Serialization;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform;

/// <summary>One thing to make true on the platform.</summary>
public abstract record PlatformChange
{
    private PlatformChange()
    {
    }

    /// <summary>
    /// Gives a function's containers these limits. CPU is left out where the platform has no CPU limit.
    /// </summary>
    public sealed record SetLimits(FunctionId Function, ResourceConfiguration Resources) : PlatformChange
    {
        /// <summary>
        /// What the function is taken to have: where it has anything else, nothing is changed. <see langword="null"/>
        /// where that does not matter. Two changes to the same limits are the same, wherever they start from.
        /// </summary>
        [JsonIgnore]
        public ResourceConfiguration? From { get; init; }

        public bool Equals(SetLimits? other) =>
            other is not null && Function == other.Function && Resources == other.Resources;

        public override int GetHashCode() => HashCode.Combine(Function, Resources);

        public override string ToString() => $"limits of {Function} to {Resources}";
    }

    /// <summary>Gives a function the limits again that it had before a trial that ran on it.</summary>
    public sealed record PutBackLimits(FunctionId Function, ResourceConfiguration Resources) : PlatformChange
    {
        public override string ToString() => $"limits of {Function} back to {Resources} after a trial";
    }

    /// <summary>
    /// Keeps so many stem cells of each pair of runtime kind and memory. The whole list is sent at once, since the
    /// platform replaces its manifest as a whole.
    /// </summary>
    public sealed record SetStemCells(IReadOnlyList<StemCellTarget> Targets) : PlatformChange
    {
        /// <summary>
        /// Whether they are sent also where they were sent last, since the platform was seen to have something else.
        /// The change is the same one without it.
        /// </summary>
        public bool Again { get; init; }

        public bool Equals(SetStemCells? other) => other is not null && Targets.SequenceEqual(other.Targets);

        public override int GetHashCode() => Targets.Aggregate(0, HashCode.Combine);

        public override string ToString() =>
            $"stem cells to {string.Join(", ", Targets)}{(Again ? ", once more" : "")}";
    }

    /// <summary>
    /// Keeps so many initialized containers of a function alive by invoking it, for platforms without stem-cell calls.
    /// </summary>
    public sealed record KeepWarm(FunctionId Function, int Containers) : PlatformChange
    {
        public override string ToString() => $"{Containers} warm containers of {Function}";
    }
}

/// <summary>How many uninitialized containers of one runtime kind and memory size to keep.</summary>
public sealed record StemCellTarget(RuntimeKind Kind, MemorySize Memory, int Count)
{
    public override string ToString() => $"{Count} x {Kind} {Memory}";
}

/// <summary>A runtime as the platform names it, for example <c>nodejs:20</c>.</summary>
public readonly record struct RuntimeKind(string Value)
{
    public override string ToString() => Value ?? "(none)";
}
