using Akka.Actor;

namespace AquaTope.Faults.Worlds.People;

/// <summary>Something that somebody outside wants of the control plane.</summary>
/// <param name="What">What faults and traces name it by.</param>
/// <param name="Send">Says it, once more each time.</param>
/// <param name="IsAnswer">Whether a message says that it is done.</param>
/// <param name="Done">What it is taken for from then on.</param>
internal sealed record Order(string What, Action<IActorRef> Send, Func<object, bool> IsAnswer, Action Done);
