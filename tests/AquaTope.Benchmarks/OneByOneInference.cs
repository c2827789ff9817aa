using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Neural.Reference;
using AquaTope.Models.Quantities;
using static TorchSharp.torch;

namespace AquaTope.Benchmarks;

/// <summary>
/// The way the original asks its network: for every function so many forward passes, each of a batch of one and with
/// dropout masks of its own, one after the other.
/// </summary>
internal sealed class OneByOneInference(ulong seed) : IDisposable
{
    private readonly ReferenceShape _shape = new();
    private readonly ReferenceNetwork _network = new(new ReferenceShape(), seed);
    private readonly Generator _chance = new(seed);

    /// <summary>Mean and variance of the sampled predictions for one history of as many windows as the network
    /// takes.</summary>
    public (double Mean, double Variance) Predict(DemandHistory history)
    {
        var features = new float[_shape.Inputs * ReferenceEncoder.Features];
        var calendar = new float[ReferenceHead.Features];
        ReferenceFeatures.Write(
            WindowLength.OneMinute, history.LastWindow, history.Demand.Span,
            ReferenceScale.Of(history.Demand.Span), features);
        ReferenceFeatures.WriteCalendar(WindowLength.OneMinute, history.LastWindow.Next, calendar);

        double sum = 0, squares = 0;
        for (var sample = 0; sample < _shape.Samples; sample++)
        {
            var predicted = Predict(features, calendar);
            sum += predicted;
            squares += predicted * predicted;
        }
        var mean = sum / _shape.Samples;
        return (mean, squares / _shape.Samples - mean * mean);
    }

    public void Dispose()
    {
        _network.Dispose();
        _chance.Dispose();
    }

    private double Predict(float[] features, float[] calendar)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var latent = _network.Encoder.Encode(
            tensor(features, [1, _shape.Inputs, ReferenceEncoder.Features]),
            ReferenceMasks.Draw(1, _shape.EncoderUnits, 1, _shape.Dropout, _chance));
        return _network.Head.Predict(
            latent, tensor(calendar, [1, ReferenceHead.Features]), ReferenceMasks.DrawHead(1, _shape, _chance))
            .item<float>();
    }
}
