using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Ingestion.Spooling;

/// <summary>
/// The bytes of one spooled report, little-endian: length and CRC-32C of what follows (4 bytes each), sequence number
/// (8), shape and status (1 each), id and cause (16 each, zeros for no cause), arrival (8), then per shape three
/// durations (8 each) and the memory in megabytes (4), or the end (8); at last the subject's name as UTF-8. Instants
/// and durations in ticks of 100 ns.
/// </summary>
internal static class SpoolFormat
{
    /// <summary>What every segment begins with.</summary>
    public static ReadOnlySpan<byte> Header => "AQTSPL01"u8;

    private const int Envelope = 8;
    private const int CommonLength = 8 + 1 + 1 + 16 + 16 + 8;
    private const int RanLength = CommonLength + 8 + 8 + 8 + 4;
    private const int ComposedLength = CommonLength + 8;
    private const byte Ran = 1;
    private const byte Composed = 2;

    public static void Write(ArrayBufferWriter<byte> output, SequencedReport sequenced)
    {
        var report = sequenced.Report;
        var name = report.Subject.Value;
        var fixedLength = report is ActivationReport.Ran ? RanLength : ComposedLength;
        var length = fixedLength + Encoding.UTF8.GetByteCount(name);
        var record = output.GetSpan(Envelope + length)[..(Envelope + length)];
        var payload = record[Envelope..];

        BinaryPrimitives.WriteInt64LittleEndian(payload, sequenced.Sequence);
        switch (report)
        {
            case ActivationReport.Ran(var run):
                WriteCommon(payload, Ran, run.Status, run.Id, run.Cause, run.Arrival);
                BinaryPrimitives.WriteInt64LittleEndian(payload[CommonLength..], run.Wait.Ticks);
                BinaryPrimitives.WriteInt64LittleEndian(payload[(CommonLength + 8)..], run.Initialization.Ticks);
                BinaryPrimitives.WriteInt64LittleEndian(payload[(CommonLength + 16)..], run.Execution.Ticks);
                BinaryPrimitives.WriteInt32LittleEndian(payload[(CommonLength + 24)..], run.Memory.Megabytes);
                break;
            case ActivationReport.Composed(var run):
                WriteCommon(payload, Composed, run.Status, run.Id, run.Cause, run.Arrival);
                BinaryPrimitives.WriteInt64LittleEndian(payload[CommonLength..], run.End.UtcTicks);
                break;
            default:
                throw new InvalidOperationException($"No spooled form of {report.GetType()}.");
        }
        Encoding.UTF8.GetBytes(name, payload[fixedLength..]);

        BinaryPrimitives.WriteInt32LittleEndian(record, length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Checksum(payload));
        output.Advance(record.Length);
    }

    /// <summary>
    /// Reads the record at the beginning of <paramref name="bytes"/>; <see langword="false"/> where there is no whole
    /// and unharmed one.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out SequencedReport sequenced, out int length)
    {
        sequenced = default;
        length = 0;
        if (bytes.Length < Envelope) return false;
        var payloadLength = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (payloadLength < ComposedLength || payloadLength > bytes.Length - Envelope) return false;
        var payload = bytes.Slice(Envelope, payloadLength);
        if (Checksum(payload) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..])) return false;

        var shape = payload[8];
        var fixedLength = shape == Ran ? RanLength : ComposedLength;
        if (shape is not (Ran or Composed) || payloadLength < fixedLength) return false;
        if (!FunctionId.TryParse(Encoding.UTF8.GetString(payload[fixedLength..]), "_", out var subject)) return false;

        var status = (ActivationStatus)payload[9];
        var id = new ActivationId(BinaryPrimitives.ReadUInt128LittleEndian(payload[10..]));
        var causeBits = BinaryPrimitives.ReadUInt128LittleEndian(payload[26..]);
        ActivationId? cause = causeBits == 0 ? null : new ActivationId(causeBits);
        var arrival = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(payload[42..]), TimeSpan.Zero);

        ActivationReport report = shape == Ran
            ? new ActivationReport.Ran(new Invocation(
                id, subject, arrival, Ticks(payload[CommonLength..]), Ticks(payload[(CommonLength + 8)..]),
                Ticks(payload[(CommonLength + 16)..]), status,
                MemorySize.FromMegabytes(BinaryPrimitives.ReadInt32LittleEndian(payload[(CommonLength + 24)..])),
                cause))
            : new ActivationReport.Composed(new CompositionRun(
                id, subject, arrival, new DateTimeOffset(Ticks(payload[CommonLength..]).Ticks, TimeSpan.Zero), status,
                cause));
        sequenced = new SequencedReport(BinaryPrimitives.ReadInt64LittleEndian(payload), report);
        length = Envelope + payloadLength;
        return true;
    }

    private static void WriteCommon(
        Span<byte> payload, byte shape, ActivationStatus status, ActivationId id, ActivationId? cause,
        DateTimeOffset arrival)
    {
        payload[8] = shape;
        payload[9] = (byte)status;
        BinaryPrimitives.WriteUInt128LittleEndian(payload[10..], id.Bits);
        BinaryPrimitives.WriteUInt128LittleEndian(payload[26..], cause?.Bits ?? 0);
        BinaryPrimitives.WriteInt64LittleEndian(payload[42..], arrival.UtcTicks);
    }

    private static TimeSpan Ticks(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadInt64LittleEndian(bytes));

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
