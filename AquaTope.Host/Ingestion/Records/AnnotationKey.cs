namespace AquaTope.Host.Ingestion.Records;

/// <summary>The annotations of an activation record that are read; all others are walked over.</summary>
internal enum AnnotationKey
{
    Other,
    Path,
    Kind,
    WaitTime,
    InitTime,
    Limits,
    Conductor
}
