namespace AquaTope.Models.Platform.Reconciliation;

/// <summary>How many stem cells are ready at a place, and how many it was told to keep.</summary>
/// <param name="Place">The invoker and the pair.</param>
/// <param name="Told">The invoker's share of the targets.</param>
/// <param name="Ready">Those ready; <see langword="null"/> where the invoker did not say.</param>
public sealed record StemCellLevel(StemCellPlace Place, int Told, int? Ready);
