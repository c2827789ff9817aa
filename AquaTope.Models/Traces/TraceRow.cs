using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace AquaTope.Models.Traces;

/// <summary>Reads the values of one comma-separated line, left to right, without a string for each.</summary>
internal ref struct TraceRow(string file, long line, ReadOnlySpan<byte> text, int columns)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _position;
    private bool _exhausted;

    /// <summary>The column last read, from 1.</summary>
    public int Column { get; private set; }

    /// <summary>The next value as it stands.</summary>
    /// <exception cref="TraceFormatException">The row has fewer columns than the header.</exception>
    public ReadOnlySpan<byte> Next()
    {
        if (_exhausted)
            throw TraceFormatException.InLine(file, line, string.Create(CultureInfo.InvariantCulture,
                $"the row has {Column} columns; expected {columns}, as in the header"));
        Column++;
        var rest = _text[_position..];
        var length = rest.IndexOf((byte)',');
        _exhausted = length < 0;
        if (_exhausted) length = rest.Length;
        _position += length + 1;
        return rest[..length];
    }

    /// <summary>The next value as a count of that unit.</summary>
    /// <param name="unit">Whether fractions count.</param>
    /// <param name="emptyIs">What an empty value stands for, or nothing where a value must be there.</param>
    /// <exception cref="TraceFormatException">It is missing or no count.</exception>
    public int NextCount(DemandUnit unit, int? emptyIs = null)
    {
        // Nearly all values are a few digits: read them as they come, and leave the rest to the general case below.
        var at = _position;
        var value = 0;
        for (; at < _text.Length && _text[at] - (byte)'0' is var digit and >= 0 and <= 9; at++)
            value = unchecked(value * 10 + digit);
        var digits = at - _position;
        if (digits is >= 1 and <= 9 && !_exhausted && (at == _text.Length || _text[at] == (byte)','))
        {
            Column++;
            _exhausted = at == _text.Length;
            _position = at + 1;
            return value;
        }

        var field = Next();
        if (field.IsEmpty && emptyIs is { } standIn) return standIn;
        if (TryParse(field, out var number) && number <= int.MaxValue)
        {
            if (unit == DemandUnit.Containers) return (int)Math.Ceiling(number);
            if (Math.Floor(number) == number) return (int)number;
        }
        throw Unexpected(field, unit == DemandUnit.Containers
            ? "a number of containers from 0 to 2147483647"
            : "a whole number of invocations from 0 to 2147483647");
    }

    /// <summary>The next value as a number, or the default where it is empty.</summary>
    /// <exception cref="TraceFormatException">It is missing, no number, or not between 0 and the limit.</exception>
    public double NextNumber(double emptyIs, double most, string expected)
    {
        var field = Next();
        if (field.IsEmpty) return emptyIs;
        return TryParse(field, out var number) && number <= most ? number : throw Unexpected(field, expected);
    }

    /// <summary>Checks that nothing is left.</summary>
    /// <exception cref="TraceFormatException">The row has more columns than the header.</exception>
    public void End()
    {
        if (_exhausted) return;
        var more = columns;
        while (!_exhausted)
        {
            Next();
            more++;
        }
        throw TraceFormatException.InLine(file, line, string.Create(CultureInfo.InvariantCulture,
            $"the row has {more} columns; expected {columns}, as in the header"));
    }

    /// <summary>The error for a value that was just read.</summary>
    public readonly TraceFormatException Unexpected(ReadOnlySpan<byte> field, string expected) =>
        TraceFormatException.InColumn(file, line, Column, $"found {Quoted(field)}; expected {expected}");

    /// <summary>The value as a message shows it: cut, and without control characters.</summary>
    public static string Quoted(ReadOnlySpan<byte> field)
    {
        const int longest = 40;
        if (field.IsEmpty) return "nothing";
        var text = Encoding.UTF8.GetString(field[..Math.Min(field.Length, longest)]);
        var shown = string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
        return field.Length > longest ? $"'{shown}…'" : $"'{shown}'";
    }

    private static bool TryParse(ReadOnlySpan<byte> field, out double number) =>
        Utf8Parser.TryParse(field, out number, out var consumed) && consumed == field.Length
        && double.IsFinite(number) && number >= 0;
}
