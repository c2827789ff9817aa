namespace AquaTope.Actors.Forecasting;

/// <summary>How requests are gathered into batches.</summary>
public sealed record ForecasterOptions
{
    /// <summary>A batch closes when it holds so many requests.</summary>
    public int BatchSize { get; init; } = 512;

    /// <summary>A batch closes this long after its first request.</summary>
    public TimeSpan BatchDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Requests held at once, those in inference included; further ones are declined.</summary>
    public int Capacity { get; init; } = 20_000;
}
