using System.Collections.Immutable;
using AquaTope.Models.Platform;
using AquaTope.Models.Simulation.Containers;

namespace AquaTope.Host.Emulation.Runtimes;

/// <summary>One runtime of the manifest: the image that actions of a kind run in, and its stem cells.</summary>
internal sealed record RuntimeImage(
    string Family, RuntimeKind Kind, string Image, bool Default, bool Deprecated, bool Attached, bool RequireMain,
    ImmutableArray<StemCell> StemCells);
