using System.Diagnostics.CodeAnalysis;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Emulation.Entities;

/// <summary>
/// The fully qualified name of an entity: <c>namespace/name</c>, or <c>namespace/package/name</c> in a package.
/// </summary>
internal readonly record struct WhiskName(string Namespace, string? Package, string Name)
{
    public WhiskName(string @namespace, string name) : this(@namespace, null, name)
    {
    }

    /// <summary>
    /// What an entity's <c>namespace</c> field says: its namespace, followed by its package if it has one.
    /// </summary>
    public string Path => Package is null ? Namespace : $"{Namespace}/{Package}";

    /// <summary>The name within the namespace: <c>name</c> or <c>package/name</c>.</summary>
    public string Local => Package is null ? Name : $"{Package}/{Name}";

    /// <summary>The name of the package this entity lies in.</summary>
    /// <exception cref="InvalidOperationException">The entity lies in no package.</exception>
    public WhiskName PackageName =>
        Package is null ? throw new InvalidOperationException($"{this} lies in no package.") : new(Namespace, Package);

    public FunctionId Function => FunctionId.Parse(ToString());

    /// <summary>
    /// Reads <c>/ns/name</c>, <c>ns/name</c> or <c>/ns/package/name</c>. The namespace <c>_</c> stands for
    /// <paramref name="own"/>.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, string own, out WhiskName name)
    {
        name = default;
        if (text is null) return false;
        var segments = (text.StartsWith('/') ? text[1..] : text).Split('/');
        if (segments.Length is < 2 or > 3 || !segments.All(EntityName.IsValid)) return false;
        var @namespace = segments[0] == "_" ? own : segments[0];
        name = segments.Length == 2 ? new(@namespace, segments[1]) : new(@namespace, segments[1], segments[2]);
        return true;
    }

    public override string ToString() => $"{Path}/{Name}";
}
