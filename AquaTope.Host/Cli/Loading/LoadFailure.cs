namespace AquaTope.Host.Cli.Loading;

/// <summary>Invocations that failed in the same way.</summary>
/// <param name="Kind">In which; see <see cref="LoadFailures"/>.</param>
/// <param name="Count">How many.</param>
/// <param name="Reason">Why the first of them did.</param>
internal sealed record LoadFailure(string Kind, int Count, string Reason);
