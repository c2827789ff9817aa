namespace AquaTope.Models.Pools.Policies.Trackers;

/// <summary>The demand of the last windows, which lie in one span.</summary>
/// <param name="most">How many windows are remembered, at least one.</param>
internal sealed class RecentDemand(int most)
{
    private int[] _windows = [];
    private int _start;
    private int _end;

    /// <summary>Oldest first; at most as many as are remembered.</summary>
    public ReadOnlySpan<int> Windows => _windows.AsSpan(_start, _end - _start);

    /// <summary>The same where a span cannot go; valid until the next window is added.</summary>
    public ReadOnlyMemory<int> Kept => _windows.AsMemory(_start, _end - _start);

    /// <summary>A copy of the last windows of that number; those before the first are zero.</summary>
    public int[] Last(int windows)
    {
        var copy = new int[windows];
        var known = Windows[Math.Max(0, _end - _start - windows)..];
        known.CopyTo(copy.AsSpan(windows - known.Length));
        return copy;
    }

    /// <summary>Adds the window that has just closed, and forgets the oldest where it must.</summary>
    public void Add(int demand)
    {
        if (_end == _windows.Length) MakeRoom();
        _windows[_end++] = demand;
        if (_end - _start > most) _start++;
    }

    /// <summary>The share of the windows that needed at least that many; 0 without windows.</summary>
    public double ShareAtLeast(int containers)
    {
        var windows = Windows;
        if (windows.IsEmpty) return 0;
        var count = 0;
        foreach (var demand in windows)
            if (demand >= containers)
                count++;
        return (double)count / windows.Length;
    }

    // Twice the space: the windows move to the front once in as many steps as are remembered.
    private void MakeRoom()
    {
        var windows = Windows;
        var target = _windows.Length < 2 * most
            ? new int[Math.Min(2 * most, Math.Max(8, 2 * _windows.Length))]
            : _windows;
        windows.CopyTo(target);
        (_start, _end, _windows) = (0, windows.Length, target);
    }
}
