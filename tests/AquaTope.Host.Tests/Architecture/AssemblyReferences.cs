using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AquaTope.Host.Tests.Architecture;

/// <summary>What the compiled code of an assembly refers to.</summary>
/// <param name="Assemblies">Names of assemblies.</param>
/// <param name="Members">Members outside of the assembly, as <c>Namespace.Type.Member</c>.</param>
internal sealed record AssemblyReferences(IReadOnlyList<string> Assemblies, IReadOnlyList<string> Members)
{
    public static AssemblyReferences Of(Assembly assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly.Location));
        var metadata = image.GetMetadataReader();
        return new AssemblyReferences(
            [.. metadata.AssemblyReferences.Select(handle =>
                metadata.GetString(metadata.GetAssemblyReference(handle).Name))],
            [.. metadata.MemberReferences.Select(metadata.GetMemberReference)
                .Where(member => member.Parent.Kind == HandleKind.TypeReference)
                .Select(member => NameOf(metadata, member))]);
    }

    private static string NameOf(MetadataReader metadata, MemberReference member)
    {
        var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}";
    }
}
