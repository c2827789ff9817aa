using System.Buffers;

namespace AquaTope.Models.Traces;

/// <summary>
/// Reads a stream line by line into one reused buffer. Takes LF and CRLF, a byte order mark, and a last line without an
/// end; passes over empty lines.
/// </summary>
internal sealed class Utf8LineReader(Stream stream, string file) : IDisposable
{
    // A row of a full day has some ten thousand bytes; a file without line ends must not be taken into memory whole.
    private const int LongestLine = 16 * 1024 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>The number of the line last read, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>The next line that is not empty, without its end; valid until the next call.</summary>
    /// <exception cref="TraceFormatException">The compressed data are damaged, or a line is far too long.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        while (TryReadAny(out line))
            if (!line.IsEmpty)
                return true;
        return false;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        stream.Dispose();
    }

    private bool TryReadAny(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var unread = _buffer.AsSpan(_start, _end - _start);
            var length = unread[searched..].IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = Trim(unread[..(searched + length)]);
                _start += searched + length + 1;
                return true;
            }
            if (_atEnd)
            {
                _start = _end;
                line = unread.IsEmpty ? unread : Trim(unread);
                return !unread.IsEmpty;
            }
            searched = unread.Length;
            Fill();
        }
    }

    private ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        LineNumber++;
        if (LineNumber == 1 && line.StartsWith(byteOrderMark)) line = line[byteOrderMark.Length..];
        return line is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private void Fill()
    {
        var unread = _end - _start;
        if (unread > LongestLine)
            throw TraceFormatException.InLine(
                file, LineNumber + 1, $"the line is longer than {LongestLine} bytes; expected line ends between rows");
        if (_start > 0)
        {
            _buffer.AsSpan(_start, unread).CopyTo(_buffer);
            (_start, _end) = (0, unread);
        }
        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        try
        {
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _atEnd = read == 0;
        }
        catch (InvalidDataException damage)
        {
            throw TraceFormatException.InLine(
                file, LineNumber + 1, "the gzip data end early or are damaged; expected a whole gzip file", damage);
        }
    }
}
