using Akka.Actor;

namespace AquaTope.Faults.Worlds.People;

/// <summary>Somebody who gives one order after the other, each again and again until it is answered.</summary>
internal sealed class OrderBook
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly World _world;
    private readonly Action<object> _learn;
    private readonly Queue<Order> _todo = new();
    private readonly string _name;
    private IActorRef? _client;
    private Order? _given;
    private int _orders;
    private int _attempt;

    /// <param name="world">Where he lives.</param>
    /// <param name="name">What faults name him by.</param>
    /// <param name="learn">Told of everything that is said to him.</param>
    public OrderBook(World world, string name, Action<object> learn)
    {
        _world = world;
        _learn = learn;
        _name = name;
    }

    public bool IsDone => _given is null && _todo.Count == 0;

    public void Give(Order order)
    {
        _todo.Enqueue(order);
        if (_given is null) Next();
    }

    private void Next()
    {
        if (!_todo.TryDequeue(out _given)) return;
        // As a question's temporary actor: what answers one order, however late, answers no other.
        var number = ++_orders;
        _client = new Client(_world.Provider, $"{_name}-{number}", answer => OnAnswer(number, answer));
        Ask();
    }

    private void Ask()
    {
        if (_given is not { } order) return;
        var attempt = ++_attempt;
        order.Send(_client!);
        _world.Kernel.After(Patience, () =>
        {
            if (attempt == _attempt) Ask();
        });
    }

    private void OnAnswer(int number, object message)
    {
        _learn(message);
        if (number != _orders || _given is not { } order || !order.IsAnswer(message)) return;
        _world.Kernel.Note(order.What);
        order.Done();
        _attempt++;
        Next();
    }
}
