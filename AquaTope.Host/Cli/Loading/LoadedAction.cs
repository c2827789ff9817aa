using AquaTope.Models.Identity;

namespace AquaTope.Host.Cli.Loading;

/// <summary>An action that is invoked.</summary>
/// <param name="Function">Its name on the platform.</param>
/// <param name="ShowsColdStarts">Whether records of its activations say that they started cold: those of sequences and
/// compositions do not, whose parts have records of their own.</param>
internal sealed record LoadedAction(FunctionId Function, bool ShowsColdStarts);
