using AquaTope.Models.Identity;

namespace AquaTope.Models.Platform.Guards;

/// <summary>What the guards leave of a wish, where that is not all of it.</summary>
internal static class GuardCuts
{
    /// <param name="state">The gateway after the wish.</param>
    /// <param name="function">For whom it is.</param>
    /// <param name="id">The wish; none of the newest two of the function leads to nothing.</param>
    public static IEnumerable<GatewayEvent> Of(GatewayState state, FunctionId function, ChangeId id)
    {
        var known = state.Function(function);
        if (known.LastLimits == id && known.Wished is { } wished && state.LimitsOf(function) is { } granted
            && granted != wished)
            yield return new GatewayEvent.LimitsCut(
                id, function, wished, granted, "the guards of the function allow no more and no less");

        // Without its memory nothing can be said of what a function may keep ready.
        if (known.LastPrewarm != id || state.Platform is not { } platform || state.LimitsOf(function) is null
            || !state.ActsOn(function) || !state.IsUsed(function))
            yield break;
        var asked = platform.Can(PlatformCapabilities.RuntimeConfiguration) ? known.Prewarm
            : known.Prewarm > 0 ? known.Together
            : 0;
        var ready = state.ReadyOf(function);
        if (ready < asked)
            yield return new GatewayEvent.PrewarmCut(
                id, function, asked, ready,
                ready < state.Guards.Of(function).Bound(asked)
                    ? $"namespace {function.Namespace} may keep {state.Guards.CeilingOf(function.Namespace)} MB ready"
                    : "the guards of the function allow no more");
    }
}
