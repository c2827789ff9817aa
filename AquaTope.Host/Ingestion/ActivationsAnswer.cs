namespace AquaTope.Host.Ingestion;

/// <summary>The body of 202: what became of the records of a request.</summary>
/// <param name="Accepted">New activations, spooled and on their way.</param>
/// <param name="Duplicates">Activations that came before.</param>
/// <param name="Skipped">Records of no finished activation: firings of triggers, metric events.</param>
/// <param name="Unmanaged">Activations that belong to no registered workflow.</param>
public sealed record ActivationsAnswer(int Accepted, int Duplicates, int Skipped, int Unmanaged);
