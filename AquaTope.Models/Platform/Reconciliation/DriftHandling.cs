namespace AquaTope.Models.Platform.Reconciliation;

/// <summary>What becomes of limits that somebody else changed on the platform, and of stem cells.</summary>
public enum DriftHandling
{
    /// <summary>They are told, and left as they are.</summary>
    Report = 0,

    /// <summary>
    /// Limits are what is wished from now on; the plan in force is what really is. Stem cells follow from the targets
    /// of pools, which no change by hand replaces: they are left until the targets change.
    /// </summary>
    Adopt = 1,

    /// <summary>They are replaced by what is wished.</summary>
    PutBack = 2
}
