using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Trees;

/// <summary>Trees, and the first window that they have not seen.</summary>
internal sealed record TreeGeneration(WindowIndex ValidFrom, BoostedQuantiles Trees);
