using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace AquaTope.Actors.Wire;

/// <summary>
/// Stands where a serializer would make objects of whatever type the bytes name, and refuses in both directions: what
/// has no row in the wire table neither leaves the process nor comes in. Manifests are not looked at, since to resolve
/// a type's name is to load its assembly.
/// </summary>
public abstract class RefusedSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Puts the refusals in the place of what Akka uses for lack of anything better.</summary>
    public static Config Everywhere { get; } = ConfigurationFactory.ParseString(
        $$"""
          akka.actor.serializers {
            json = "{{typeof(RefusedObjects).AssemblyQualifiedName}}"
            daemon-create = "{{typeof(RefusedDeployments).AssemblyQualifiedName}}"
          }
          akka.actor.serialization-identifiers {
            "{{typeof(RefusedObjects).AssemblyQualifiedName}}" = {{RefusedObjects.Id}}
            "{{typeof(RefusedDeployments).AssemblyQualifiedName}}" = {{RefusedDeployments.Id}}
          }
          """);

    public override string Manifest(object o) => throw Unregistered(o);

    public override byte[] ToBinary(object obj) => throw Unregistered(obj);

    public override object FromBinary(byte[] bytes, string manifest) =>
        throw new SerializationException(
            $"Bytes for serializer {Identifier} came in, which this system does not use; they were not looked at.");

    private static SerializationException Unregistered(object message) =>
        new($"{message.GetType()} has no row in the wire table and cannot leave the process.");
}

/// <summary>In the place of Akka's JSON, which writes and believes the names of types.</summary>
public sealed class RefusedObjects : RefusedSerializer
{
    /// <param name="system">The system it refuses for.</param>
    /// <param name="settings">Those of Akka's JSON, which Akka hands to whoever stands in its place.</param>
    public RefusedObjects(ExtendedActorSystem system, Config settings) : base(system) => Settings = settings;

    /// <summary>What Akka's JSON would have been told.</summary>
    public Config Settings { get; }

    /// <summary>The number of Akka's JSON serializer on the wire.</summary>
    public const int Id = 1;

    public override int Identifier => Id;
}

/// <summary>In the place of remote deployment, by which one node makes another create any actor.</summary>
public sealed class RefusedDeployments(ExtendedActorSystem system) : RefusedSerializer(system)
{
    /// <summary>The number of the serializer of remote deployments on the wire.</summary>
    public const int Id = 3;

    public override int Identifier => Id;
}
