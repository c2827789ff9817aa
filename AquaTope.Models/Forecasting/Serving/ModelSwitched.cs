namespace AquaTope.Models.Forecasting.Serving;

/// <summary>From here on every node forecasts with another model.</summary>
/// <param name="To">The model; <see langword="null"/> for what each node is configured with.</param>
/// <param name="From">The model before; <see langword="null"/> for what each node is configured with.</param>
/// <param name="At">When.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Why">What for; empty where nothing was said.</param>
/// <param name="IsRollback">Whether it takes the newest switch that stands back.</param>
public sealed record ModelSwitched(
    ModelPlace? To, ModelPlace? From, DateTimeOffset At, string By, string Why, bool IsRollback);
