namespace AquaTope.Models.Quantities;

/// <summary>How long a window is, in whole seconds: the grain of demand series and of pool decisions.</summary>
public readonly record struct WindowLength
{
    /// <summary>The longest window.</summary>
    public const int MostSeconds = 86_400;

    private readonly int _seconds;

    private WindowLength(int seconds) => _seconds = seconds;

    /// <summary>The grain of the Azure traces and of the original system.</summary>
    public static WindowLength OneMinute => new(60);

    /// <summary>Whole seconds; a <c>default</c> length is one minute.</summary>
    public int Seconds => _seconds == 0 ? 60 : _seconds;

    public TimeSpan Duration => TimeSpan.FromSeconds(Seconds);

    /// <exception cref="ArgumentOutOfRangeException">Not between one second and one day.</exception>
    public static WindowLength FromSeconds(int seconds)
    {
        if (seconds is < 1 or > MostSeconds)
            throw new ArgumentOutOfRangeException(
                nameof(seconds), seconds, $"A window lasts 1 to {MostSeconds} seconds.");
        return new WindowLength(seconds);
    }

    /// <summary>The window that contains the instant.</summary>
    public WindowIndex IndexOf(DateTimeOffset instant) =>
        new((long)Math.Floor((instant - DateTimeOffset.UnixEpoch).TotalMilliseconds / (Seconds * 1000.0)));

    /// <summary>The first instant of the window.</summary>
    public DateTimeOffset StartOf(WindowIndex window) => DateTimeOffset.UnixEpoch.AddSeconds(window.Value * Seconds);
}
