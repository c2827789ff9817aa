namespace AquaTope.Models.Platform;

/// <summary>How far decisions reach. Every mode runs the same deciders; only the gateway differs.</summary>
public enum OperatingMode
{
    /// <summary>Forecast and tune on paper only.</summary>
    Observe = 0,

    /// <summary>Decisions are journaled and shown, never sent.</summary>
    Recommend = 1,

    /// <summary>Decisions are sent to the platform.</summary>
    Enforce = 2
}
