using Akka.Actor;
using Akka.Serialization;

namespace AquaTope.Actors.Wire;

/// <summary>
/// Akka's door to the wire table: JSON payloads under short manifests, no type names, no polymorphism.
/// </summary>
public sealed class WireSerializer(ExtendedActorSystem system, WireTable table) : SerializerWithStringManifest(system)
{
    /// <summary>Stored beside every event; as permanent as the manifests.</summary>
    public const int SerializerId = 1701;

    public override int Identifier => SerializerId;

    public override string Manifest(object o) => table.RowOf(o.GetType()).Manifest;

    public override byte[] ToBinary(object obj) => table.RowOf(obj.GetType()).Write(obj);

    public override object FromBinary(byte[] bytes, string manifest) => table.RowOf(manifest).Read(bytes);
}
