using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Features;

/// <summary>What trees are told of a series, kept up to date window by window.</summary>
internal interface ITreeFeatures
{
    /// <summary>How many features there are.</summary>
    int Count { get; }

    /// <summary>Windows observed.</summary>
    int Seen { get; }

    /// <summary>The <c>ln(1 + demand)</c> that what trees answer is added to.</summary>
    double Anchor { get; }

    /// <summary>Writes the features of the window after the last one observed.</summary>
    void Write(Span<float> features);

    /// <summary>Learns the demand of the next window.</summary>
    void Observe(int demand);
}

/// <summary>Opens features on a series of which no window has been observed yet.</summary>
/// <param name="window">The length of a window.</param>
/// <param name="first">The window that will be observed first.</param>
internal delegate ITreeFeatures OpenTreeFeatures(WindowLength window, WindowIndex first);
