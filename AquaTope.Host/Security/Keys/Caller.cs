namespace AquaTope.Host.Security.Keys;

/// <summary>Who asks.</summary>
public abstract record Caller
{
    private Caller()
    {
    }

    /// <summary>The name that the audit shows.</summary>
    public abstract string Name { get; }

    /// <summary>Somebody; the node has no keys and asks for none.</summary>
    public sealed record Anyone : Caller
    {
        public override string Name => "anonymous";
    }

    /// <summary>The holder of a key.</summary>
    public sealed record Holder(string KeyName, Scopes Scopes) : Caller
    {
        public override string Name => KeyName;
    }

    /// <summary>Somebody without a key that is worth something.</summary>
    /// <param name="Reason">What is wrong with what was presented.</param>
    public sealed record Stranger(string Reason) : Caller
    {
        public override string Name => "unknown";
    }
}
