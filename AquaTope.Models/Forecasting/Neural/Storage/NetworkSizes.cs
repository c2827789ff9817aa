namespace AquaTope.Models.Forecasting.Neural.Storage;

/// <summary>
/// The sizes that a stored network may have. They are looked at before it is built: what a damaged manifest asks for
/// could not be allocated.
/// </summary>
internal static class NetworkSizes
{
    /// <summary>The most units of a layer, windows, or sampled networks.</summary>
    public const int Most = 4096;

    /// <exception cref="ModelFolderException">
    /// A size is out of range; the message goes on from the model's name.
    /// </exception>
    public static void Require(params ReadOnlySpan<(string Name, int Value)> sizes)
    {
        foreach (var (name, value) in sizes)
            if (value is < 1 or > Most)
                throw new ModelFolderException($"is damaged: {name} is {value}; it must lie between 1 and {Most}");
    }
}
