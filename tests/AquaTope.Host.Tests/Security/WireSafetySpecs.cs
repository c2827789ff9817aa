using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Serialization;
using AquaTope.Actors.Wire;
using AquaTope.Host.Tests.Architecture;
using AquaTope.Host.Tests.Node;
using AquaTope.Host.Tests.OpenWhisk;
using Microsoft.Extensions.DependencyInjection;

namespace AquaTope.Host.Tests.Security;

public sealed class WireSafetySpecs(RunningNode node) : IClassFixture<RunningNode>
{
    /// <summary>Spellings by which a type's name on the wire becomes an object.</summary>
    private static readonly string[] Polymorphism =
    [
        "TypeNameHandling", "\"$type\"", "BinaryFormatter", "JsonPolymorphic", "JsonDerivedType",
        "NetDataContractSerializer", "Newtonsoft", "Hyperion"
    ];

    // A model folder's manifest names one of a closed list of kinds. It is a file of the
    // operator's and crosses no wire.
    private const string ClosedList = "ModelSettings.cs";

    private ExtendedActorSystem System => (ExtendedActorSystem)node.Services.GetRequiredService<ActorSystem>();

    [Fact]
    public void No_serializer_of_a_running_node_believes_the_names_of_types()
    {
        var serializers = Serializers(System.Serialization);

        serializers.Count.ShouldBeGreaterThan(5);
        serializers.ShouldNotContain(serializer =>
            serializer is NewtonSoftJsonSerializer
                || serializer.GetType().Name.Contains("Hyperion", StringComparison.Ordinal));
        serializers.Where(serializer => serializer.Identifier is RefusedObjects.Id or RefusedDeployments.Id)
            .ShouldAllBe(serializer => serializer is RefusedSerializer);
        serializers.OfType<RefusedSerializer>().Count().ShouldBe(2);
    }

    [Fact]
    public void What_has_no_row_does_not_leave()
    {
        var serialization = System.Serialization;

        foreach (var message in new object[]
                 {
                     new Unregistered("x"), new Dictionary<string, object>(), new InvalidOperationException()
                 })
            Should.Throw<SerializationException>(() => serialization.Serialize(message)).Message
                .ShouldContain("wire table");
    }

    [Theory]
    [InlineData(RefusedObjects.Id)]
    [InlineData(RefusedDeployments.Id)]
    public void Bytes_that_name_a_type_do_not_come_in(int serializer)
    {
        var bytes = Encoding.UTF8.GetBytes("""{"$type":"System.IO.FileInfo, System.Private.CoreLib","fileName":"/etc/passwd"}""");

        foreach (var manifest in new[]
                 {
                     "", "System.IO.FileInfo, System.Private.CoreLib", "No.Such.Type, No.Such.Assembly"
                 })
            Should.Throw<SerializationException>(() => System.Serialization.Deserialize(bytes, serializer, manifest));
    }

    [Fact]
    public void The_wire_table_takes_a_type_name_for_a_manifest_it_does_not_know() =>
        Should.Throw<Exception>(() => System.Serialization.Deserialize(
            "{}"u8.ToArray(), WireSerializer.SerializerId, "System.IO.FileInfo, System.Private.CoreLib"))
            .GetBaseException().Message.ShouldContain("is no manifest of this release");

    [Fact]
    public void No_line_of_the_project_asks_for_polymorphism()
    {
        var root = Path.GetDirectoryName(Checkout.PathOf("AquaTope.sln"))!;
        var sources = new[] { "AquaTope.Models", "AquaTope.Actors", "AquaTope.Host", "hocon" }
            .SelectMany(
                folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".cs" or ".csproj" or ".conf")
            .Where(path => Path.GetFileName(path) != ClosedList)
            .Where(path =>
                !path.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToList();

        sources.Count.ShouldBeGreaterThan(100);
        foreach (var path in sources)
        {
            var text = File.ReadAllText(path);
            foreach (var spelling in Polymorphism) text.ShouldNotContain(spelling, Case.Sensitive, path);
        }
        foreach (var type in new[] { typeof(WireTable), typeof(Host.Node.AquaTopeNode) })
            AssemblyReferences.Of(type.Assembly).Assemblies.ShouldNotContain("Newtonsoft.Json");
    }

    private static List<Serializer> Serializers(Serialization serialization) =>
        [
            .. typeof(Serialization).GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
                .Select(field => field.GetValue(serialization))
                .SelectMany(value => value switch
                {
                    IEnumerable<KeyValuePair<int, Serializer>> byId => byId.Select(pair => pair.Value),
                    IEnumerable<KeyValuePair<string, Serializer>> byName => byName.Select(pair => pair.Value),
                    IEnumerable<KeyValuePair<Type, Serializer>> byType => byType.Select(pair => pair.Value),
                    Serializer?[] all => all.OfType<Serializer>(),
                    Serializer one => [one],
                    _ => []
                })
                .Distinct()
        ];

    private sealed record Unregistered(string Text);
}
