using System.Collections.Immutable;
using AquaTope.Models.Platform;

namespace AquaTope.Host.Emulation.Entities;

/// <summary>What an action consists of.</summary>
internal abstract record ActionExecution(RuntimeKind Kind)
{
    public static RuntimeKind SequenceKind { get; } = new("sequence");

    public static RuntimeKind BlackboxKind { get; } = new("blackbox");

    /// <summary>Code for a runtime of the manifest, or for an image of its own.</summary>
    /// <param name="Source">Plain text, or base64 of an archive when <paramref name="Binary"/>.</param>
    /// <param name="Image">The image of a blackbox action.</param>
    public sealed record Code(RuntimeKind Kind, string? Source, string? Main, bool Binary, string? Image)
        : ActionExecution(Kind);

    /// <summary>Actions that run one after the other, each fed with the result of the one before.</summary>
    public sealed record Sequence(ImmutableArray<WhiskName> Components) : ActionExecution(SequenceKind);
}
