namespace AquaTope.Models.Simulation.Containers;

/// <summary>All container objects of a platform: live ones by index, destroyed ones ready to be used again.</summary>
internal sealed class ContainerPool
{
    private readonly List<Container> _containers = [];
    private readonly Stack<Container> _free = new();

    public Container this[int index] => _containers[index];

    public Container Rent()
    {
        if (_free.TryPop(out var container)) return container;
        container = new Container(_containers.Count);
        _containers.Add(container);
        return container;
    }

    public void Return(Container container)
    {
        container.Action = null;
        container.Pool = null;
        _free.Push(container);
    }
}
