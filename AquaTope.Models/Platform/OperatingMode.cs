namespace AquaTope.Models.Platform;

/// <summary>How far decisions reach. Every mode runs the same deciders.</summary>
public enum OperatingMode
{
    /// <summary>Forecast and tune on paper only.</summary>
    Observe = 0,

    /// <summary>Decisions are journaled and shown, never sent.</summary>
    Recommend = 1,

    /// <summary>
    /// Decisions are sent to the platform; an adopted plan is on trial there, and taken back by itself if it does worse
    /// than the one before.
    /// </summary>
    Canary = 2,

    /// <summary>Decisions are sent to the platform.</summary>
    Enforce = 3
}
