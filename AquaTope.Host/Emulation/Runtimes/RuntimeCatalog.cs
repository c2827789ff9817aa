namespace AquaTope.Host.Emulation.Runtimes;

/// <summary>The manifest in force. Safe to call concurrently.</summary>
internal sealed class RuntimeCatalog(RuntimeManifest initial)
{
    private volatile RuntimeManifest _current = initial;

    public RuntimeManifest Current => _current;

    public void Replace(RuntimeManifest manifest) => _current = manifest;
}
