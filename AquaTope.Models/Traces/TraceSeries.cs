using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Traces;

/// <summary>One demand series of a trace: a function, or whatever else the trace has a row or column for.</summary>
/// <param name="Index">Its number in the <see cref="SeriesCatalog"/>, by order of first appearance.</param>
/// <param name="Name">What identifies it in every file of the trace.</param>
/// <param name="AppIndex">The number of its application in the catalog.</param>
/// <param name="App">The application it belongs to; where the trace names none, the series itself.</param>
/// <param name="Trigger">What invokes it, where the trace says so.</param>
public sealed record TraceSeries(int Index, string Name, int AppIndex, string App, TriggerKind? Trigger = null);
