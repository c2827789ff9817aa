namespace AquaTope.Models.Forecasting.Serving;

/// <summary>A trained model and where it lies.</summary>
/// <param name="Version">Its name and a hash of its content.</param>
/// <param name="Folder">The folder, by a path that means the same on every node.</param>
public sealed record ModelPlace(string Version, string Folder);
