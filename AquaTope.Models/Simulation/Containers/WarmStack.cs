namespace AquaTope.Models.Simulation.Containers;

/// <summary>
/// The idle containers of one action version on one invoker; the one used last is taken first. OpenWhisk takes the
/// first match in the order of a hash map, which likewise keeps preferring the same containers and lets the rest
/// expire.
/// </summary>
internal struct WarmStack
{
    public Container? Top { get; private set; }

    public void Push(Container container)
    {
        container.Below = Top;
        container.Above = null;
        if (Top is not null) Top.Above = container;
        Top = container;
    }

    public void Remove(Container container)
    {
        if (container.Above is null) Top = container.Below;
        else container.Above.Below = container.Below;
        if (container.Below is not null) container.Below.Above = container.Above;
        container.Above = container.Below = null;
    }
}
