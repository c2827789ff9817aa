namespace AquaTope.Host.Security.Access;

/// <summary>How often one may ask.</summary>
/// <param name="RequestsPerSecond">Requests of one key, in the long run.</param>
/// <param name="Burst">Requests of one key at once, after a pause.</param>
/// <param name="RefusalsPerMinute">Requests without a valid key from one address.</param>
public sealed record RateOptions(int RequestsPerSecond, int Burst, int RefusalsPerMinute);
