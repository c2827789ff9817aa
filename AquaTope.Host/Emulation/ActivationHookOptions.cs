namespace AquaTope.Host.Emulation;

/// <summary>Where and how finished activations are sent.</summary>
public sealed record ActivationHookOptions
{
    /// <summary>Receives JSON arrays of activation records by POST and answers 202.</summary>
    public required Uri Url { get; init; }

    /// <summary>Request headers, for example the receiver's key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Records per request.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>Records that wait to be sent; beyond that the oldest is dropped and counted.</summary>
    public int Capacity { get; init; } = 10_000;

    /// <summary>The pause before the first repetition; it doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause between repetitions that the receiver does not ask for itself.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time in which those pauses pass. Not the platform's: the receiver does not live in it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentException">An option lies outside its range; the message names it.</exception>
    internal void Validate()
    {
        if (!Url.IsAbsoluteUri || Url.Scheme is not ("http" or "https"))
            throw new ArgumentException($"The hook's URL '{Url}' must begin with http:// or https://.");
        if (BatchSize is < 1 or > 100)
            throw new ArgumentException($"The hook's BatchSize is {BatchSize}; it must be from 1 to 100.");
        if (Capacity < 1)
            throw new ArgumentException($"The hook's Capacity is {Capacity}; it must be at least 1.");
    }
}
