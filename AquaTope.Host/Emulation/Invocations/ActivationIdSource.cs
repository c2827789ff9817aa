using System.Buffers.Binary;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Emulation.Invocations;

/// <summary>A seeded stream of activation ids. Not safe to call concurrently.</summary>
internal sealed class ActivationIdSource(int seed)
{
    private readonly Random _random = new(seed);

    public ActivationId Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new ActivationId(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }
}
