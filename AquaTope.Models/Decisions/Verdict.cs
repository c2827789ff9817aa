namespace AquaTope.Models.Decisions;

/// <summary>What came of deciding again.</summary>
public enum Verdict
{
    /// <summary>The same inputs led to the same answer.</summary>
    Same = 0,

    /// <summary>This release answers otherwise.</summary>
    Different = 1,

    /// <summary>There was nothing to decide: somebody said so, or it was measured.</summary>
    Told = 2,

    /// <summary>What it was decided from is not known, or not any more.</summary>
    Unrepeatable = 3
}
