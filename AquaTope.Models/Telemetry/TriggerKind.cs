namespace AquaTope.Models.Telemetry;

/// <summary>The groups of triggers that the Azure Functions 2019 files distinguish.</summary>
public enum TriggerKind
{
    Http,
    Queue,
    Timer,
    Orchestration,
    Storage,
    Event,
    Others
}
