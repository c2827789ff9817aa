namespace AquaTope.Host.Security.Keys;

/// <summary>What the holder of a key may do.</summary>
[Flags]
public enum Scopes
{
    None = 0,

    /// <summary>Report activations: <c>POST /hooks/activations</c>.</summary>
    Ingest = 1,

    /// <summary>Look: <c>GET /api</c> and <c>/metrics</c>.</summary>
    Read = 2,

    /// <summary>Change what the node does, and read who changed it: register, retire, the audit.</summary>
    Operate = 4,

    All = Ingest | Read | Operate
}

/// <summary>Scopes as operators write them.</summary>
public static class ScopeNames
{
    /// <summary>Every name, for messages.</summary>
    public const string Every = "ingest, read, operate";

    private static readonly (Scopes Scope, string Name)[] Names =
        [(Scopes.Ingest, "ingest"), (Scopes.Read, "read"), (Scopes.Operate, "operate")];

    /// <summary>The names of the scopes in it, in the order of <see cref="Every"/>.</summary>
    public static IReadOnlyList<string> Of(Scopes scopes) =>
        [.. Names.Where(known => scopes.HasFlag(known.Scope)).Select(known => known.Name)];

    /// <summary>Reads one name.</summary>
    public static bool TryParse(string name, out Scopes scope)
    {
        scope = Array.Find(Names, known => known.Name == name).Scope;
        return scope != Scopes.None;
    }

    /// <summary>Reads all names; says no where one is unknown or there is none.</summary>
    public static bool TryParse(IEnumerable<string> names, out Scopes scopes)
    {
        scopes = Scopes.None;
        foreach (var name in names)
        {
            if (!TryParse(name, out var scope)) return false;
            scopes |= scope;
        }
        return scopes != Scopes.None;
    }
}
