namespace AquaTope.Models.Pools.Learning;

/// <summary>
/// How much each expert of a <see cref="LevelTracker"/> is trusted before anything is known of the function: what holds
/// for functions in general.
/// </summary>
/// <remarks>
/// The mean of the weights that the tracker itself learned when it passed from function to function over the per-minute
/// series of Azure Functions 2019 (two samples of functions, by function, by application, and in groups drawn at
/// random), six times with falling steps. They say which kinds of evidence to believe, not when demand comes: nothing
/// of a time of day, a period or a function is in them.
/// </remarks>
internal static class MixturePrior
{
    /// <summary><c>[weight set, input]</c> in the order of <see cref="LevelTracker"/>, row after row.</summary>
    public static ReadOnlySpan<float> Weights =>
    [
        // Just reached, after fewer than three windows in a row.
        0.13f, 0.58f, 0.45f, 0.5f, 0.05f, 0.09f, 0.12f, 0.16f, -0.05f, 0.19f, 0.1f, 0.09f, 0.01f, 0.18f, 0.07f, 0.55f,
        // Just reached, after three windows or more in a row.
        0.38f, 0.73f, 0.64f, 0.22f, 0.23f, 0.07f, 0.1f, 0.16f,
        0.01f, -0.02f, 0.09f, -0.06f, 0.03f, 0.07f, 0.07f, -0.03f,
        // Not reached for up to nine windows.
        0.01f, 0.69f, 0.61f, 0.73f, -0.01f, 0.07f, 0.05f, 0.04f,
        0.09f, 0.19f, 0.12f, 0.12f, 0.08f, 0.2f, 0.2f, -0.31f,
        // For up to an hour.
        -0.45f, 0.71f, 0.71f, 0.92f, 0.03f, 0.33f, 0.12f, 0.09f,
        -0.08f, 0.26f, 0.08f, 0.34f, 0.08f, 0.39f, -0.02f, -0.19f,
        // For longer.
        -0.3f, 0.93f, 0.84f, 1.01f, 0.14f, 0f, 0.23f, 0.04f, 0.01f, 0.31f, 0.03f, 0.23f, 0.05f, 0.23f, -0.4f, 0.03f,
        // Corrections while reached once so far.
        0.05f, -0.12f, -0.53f, -0.07f, -0.07f, -0.22f, 0.13f, 0.21f,
        0.12f, 0.03f, -0.02f, 0.21f, 0.17f, 0.3f, 0.06f, 0.03f,
        // Two or three times.
        -0.01f, -0.07f, -0.3f, -0.01f, 0.06f, 0.12f, -0.04f, 0.03f,
        0.19f, 0.03f, 0.11f, 0.03f, -0.04f, 0.38f, -0.04f, -0.02f,
        // Up to seven times.
        0.02f, -0.06f, -0.18f, -0.15f, 0.05f, 0.25f, 0.06f, 0.04f,
        0.08f, 0.08f, -0.05f, 0.02f, 0.04f, 0.32f, 0.02f, 0.01f,
        // Up to fifteen times.
        -0.02f, -0.09f, -0.04f, -0.23f, 0.09f, 0.21f, 0.1f, 0.02f,
        -0.05f, 0.21f, 0.04f, 0.02f, 0.05f, 0.07f, -0.04f, -0.01f,
        // Up to forty times.
        -0.12f, -0.06f, 0.06f, -0.14f, 0.08f, 0.11f, 0.14f, 0.09f,
        -0.15f, 0.22f, 0.14f, 0.13f, -0.05f, 0f, -0.03f, -0.01f,
        // More often.
        -0.16f, 0.04f, 0.23f, -0.01f, 0.23f, 0.08f, 0.22f, 0.1f, -0.2f, 0.36f, 0.2f, 0.3f, 0.06f, 0f, -0.05f, 0.05f
    ];
}
