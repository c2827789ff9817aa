namespace AquaTope.Faults.Worlds;

/// <summary>What is deliberately broken: a test of the tests.</summary>
internal enum Variant
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The gateway answers that a wish is written down before it is.</summary>
    ReplyBeforePersist = 1,

    /// <summary>What is told again comes under another number, so that nobody knows it again.</summary>
    RetryWithoutIdempotency = 2,

    /// <summary>Another gateway begins without waiting until the one before has lost its lease.</summary>
    NoFencing = 3,

    /// <summary>Orders do not say what their giver knew, so that late copies of them are obeyed.</summary>
    OrdersWithoutVersion = 4,

    /// <summary>The gateway does not know of the pace that the guards set.</summary>
    NoPace = 5,

    /// <summary>The gateway does not know of the steps that the guards set.</summary>
    NoSteps = 6,

    /// <summary>The gateway does not hear that trials run on functions themselves.</summary>
    SilentTrials = 7,

    /// <summary>What was posted last is not posted again, whatever the platform was seen to have.</summary>
    PostsOnlyOnce = 8
}
