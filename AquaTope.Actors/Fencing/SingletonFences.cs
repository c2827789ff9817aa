using System.Collections.Concurrent;
using Akka.Actor;

namespace AquaTope.Actors.Fencing;

/// <summary>
/// The fences of this node's singletons. Whoever grants leases sets them up; a singleton without a lease, as on a node
/// that is alone with its journal, is never fenced off.
/// </summary>
public sealed class SingletonFences : IExtension
{
    private readonly ConcurrentDictionary<string, IFence> _fences = new(StringComparer.Ordinal);

    public static SingletonFences Get(ActorSystem system) =>
        system.WithExtension<SingletonFences, SingletonFencesProvider>();

    /// <summary>From now on the singleton of that name has this fence.</summary>
    public void Put(string singleton, IFence fence) => _fences[singleton] = fence;

    /// <summary>The fence of a singleton, asked anew with each question.</summary>
    public IFence Of(string singleton) => new Named(this, singleton);

    private sealed class Named(SingletonFences fences, string singleton) : IFence
    {
        public bool IsHeld => !fences._fences.TryGetValue(singleton, out var fence) || fence.IsHeld;
    }
}

/// <summary>Makes the extension, once for a system.</summary>
public sealed class SingletonFencesProvider : ExtensionIdProvider<SingletonFences>
{
    public override SingletonFences CreateExtension(ExtendedActorSystem system) => new();
}
