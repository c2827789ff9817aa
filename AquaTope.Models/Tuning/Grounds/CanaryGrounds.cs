namespace AquaTope.Models.Tuning.Grounds;

/// <summary>What it is decided from whether a plan on trial stays; kept with the decision.</summary>
/// <param name="Test">How it did in comparison with the plan before.</param>
/// <param name="WindowsServed">Windows for which it was on trial.</param>
/// <param name="Options">When a plan is kept, and when it is taken back.</param>
public sealed record CanaryGrounds(CanaryTest Test, int WindowsServed, CanaryOptions Options)
{
    internal static CanaryGrounds Of(TuningState.Canary state, TuningOptions options) =>
        new(state.Test, state.WindowsServed, options.Canary);

    /// <summary>Whether it has stood runs and windows enough to be kept.</summary>
    public bool IsKept => Test.Runs >= Options.Runs && WindowsServed >= Options.Windows;

    /// <summary>What speaks for taking it back, or <see langword="null"/> where nothing does.</summary>
    public string? Complaint
    {
        get
        {
            List<string> complaints = [];
            if (Test.IsFailing(Options.FalseTakeBacks)) complaints.Add("the platform fails more runs");
            if (Test.IsLate(Options.FalseTakeBacks)) complaints.Add("more runs miss the promise");
            if (Test.IsDearer(Options.FalseTakeBacks)) complaints.Add("runs are dearer");
            return complaints.Count == 0 ? null : string.Join(" and ", complaints);
        }
    }
}
