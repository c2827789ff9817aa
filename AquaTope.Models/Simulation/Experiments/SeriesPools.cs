namespace AquaTope.Models.Simulation.Experiments;

/// <summary>What a replay remembers of one series between two blocks.</summary>
internal sealed class SeriesPools(int contenders)
{
    private int[] _remembered = [];
    private int _length;

    /// <summary>How many windows have been replayed.</summary>
    public long Windows { get; private set; }

    /// <summary>The memory of one container, as the last row said.</summary>
    public double MemoryMegabytes { get; set; }

    /// <summary>Containers that each contender has ready for the next window.</summary>
    public int[] Ready { get; } = new int[contenders];

    /// <summary>Demand of the last windows, oldest first.</summary>
    public ReadOnlySpan<int> Remembered => _remembered.AsSpan(0, _length);

    /// <summary>Goes on by some windows, the last of the demand, and remembers the end of it.</summary>
    public void Advance(ReadOnlySpan<int> demand, int windows, int history)
    {
        if (_remembered.Length < history) _remembered = new int[history];
        _length = Math.Min(history, demand.Length);
        demand[^_length..].CopyTo(_remembered);
        Windows += windows;
    }
}
