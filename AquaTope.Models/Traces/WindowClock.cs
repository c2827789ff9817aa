namespace AquaTope.Models.Traces;

/// <summary>How a row for each window says when the window began.</summary>
internal enum WindowClock
{
    /// <summary>The number of the day and the minute of that day, from 0 to 1439.</summary>
    DayAndMinute,

    /// <summary>A date and time of day; how far apart they are is the length of a window.</summary>
    TimeStamp,

    /// <summary>A date and time of day, one minute apart.</summary>
    Minute
}
