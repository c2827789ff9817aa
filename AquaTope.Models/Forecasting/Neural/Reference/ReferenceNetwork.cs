using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Reference;

/// <summary>Encoder, decoder and head.</summary>
internal sealed class ReferenceNetwork : nn.Module
{
    private readonly ReferenceEncoder _encoder;
    private readonly ReferenceDecoder _decoder;
    private readonly ReferenceHead _head;

    public ReferenceNetwork(ReferenceShape shape, ulong seed) : base("reference")
    {
        TorchRuntime.Settle();
        using var generator = new Generator(seed);
        Shape = shape;
        _encoder = new ReferenceEncoder(shape, generator);
        _decoder = new ReferenceDecoder(shape, generator);
        _head = new ReferenceHead(shape, generator);
        register_module("encoder", _encoder);
        register_module("decoder", _decoder);
        register_module("head", _head);
    }

    public ReferenceShape Shape { get; }

    public ReferenceEncoder Encoder => _encoder;

    public ReferenceDecoder Decoder => _decoder;

    public ReferenceHead Head => _head;
}
