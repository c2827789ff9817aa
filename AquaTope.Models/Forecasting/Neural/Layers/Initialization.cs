using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Layers;

/// <summary>
/// First values of weights, drawn from a given generator so that models built at the same time do not share chance.
/// </summary>
internal static class Initialization
{
    /// <summary>
    /// Orthogonal recurrent weights, Glorot's uniform input weights, and biases that keep the forget gate open.
    /// </summary>
    /// <param name="lstm">One layer, whose gates are stacked in the order input, forget, cell, output.</param>
    /// <param name="forgetBias">What either of the two bias vectors has for the forget gate.</param>
    /// <param name="generator">The source of chance.</param>
    public static void Reset(this LSTM lstm, double forgetBias, Generator generator)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach (var (name, weight) in lstm.named_parameters())
        {
            if (name.StartsWith("weight_ih", StringComparison.Ordinal)) GlorotUniform(weight, generator);
            else if (name.StartsWith("weight_hh", StringComparison.Ordinal)) Orthogonal(weight, generator);
            else
            {
                var hidden = weight.shape[0] / 4;
                weight.zero_();
                weight.narrow(0, hidden, hidden).Fill(forgetBias);
            }
        }
    }

    /// <summary>Glorot's uniform weights and no bias.</summary>
    public static void Reset(this Linear linear, Generator generator)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        GlorotUniform(linear.weight!, generator);
        linear.bias?.zero_();
    }

    /// <summary>
    /// Weights and bias uniform within <c>1/√inputs</c>, as PyTorch begins with where nothing else is said.
    /// </summary>
    public static void ResetByInputs(this Linear linear, Generator generator)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var bound = 1 / Math.Sqrt(linear.weight!.shape[1]);
        Uniform(linear.weight, bound, generator);
        if (linear.bias is { } bias) Uniform(bias, bound, generator);
    }

    private static void GlorotUniform(Tensor weight, Generator generator)
    {
        Uniform(weight, Math.Sqrt(6.0 / (weight.shape[0] + weight.shape[1])), generator);
    }

    private static void Uniform(Tensor weight, double bound, Generator generator) =>
        weight.copy_(rand(weight.shape, generator: generator).Times(2 * bound).Minus(bound));

    // The factor Q of a tall Gaussian matrix, signed so that its distribution is uniform over orthogonal matrices.
    private static void Orthogonal(Tensor weight, Generator generator)
    {
        var (q, r) = linalg.qr(randn(weight.shape, generator: generator));
        weight.copy_(q * r.diagonal().sign());
    }
}
