using AquaTope.Models.Forecasting.Neural.Layers;
using AquaTope.Models.Forecasting.Neural.Storage;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Training;

/// <summary>
/// Adam (Kingma and Ba, ICLR 2015) with a clipped gradient, whose state can be kept and given back, so that a training
/// that was interrupted goes on as if it had not been.
/// </summary>
internal sealed class Adam : IDisposable
{
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Epsilon = 1e-8;

    // Scalars that live on: the library keeps no hold of a number that is converted in passing (see NumberArithmetic).
    private static readonly Scalar FirstKept = FirstDecay.ToScalar();
    private static readonly Scalar FirstTaken = (1 - FirstDecay).ToScalar();
    private static readonly Scalar SecondKept = SecondDecay.ToScalar();
    private static readonly Scalar SecondTaken = (1 - SecondDecay).ToScalar();
    private static readonly Scalar Least = Epsilon.ToScalar();

    private readonly (string Name, Parameter Value, Tensor First, Tensor Second)[] _moments;
    private readonly double? _largestGradient;
    private int _steps;

    /// <param name="parameters">What is trained.</param>
    /// <param name="largestGradient">The norm to which a longer gradient is cut, if it is.</param>
    public Adam(IReadOnlyList<(string Name, Parameter Value)> parameters, double? largestGradient)
    {
        _largestGradient = largestGradient;
        _moments =
        [
            .. parameters.Select(parameter => (
                parameter.Name, parameter.Value,
                zeros(parameter.Value.shape).DetachFromDisposeScope(),
                zeros(parameter.Value.shape).DetachFromDisposeScope()))
        ];
    }

    /// <summary>Forgets the gradients of the step before.</summary>
    public void ZeroGradients()
    {
        foreach (var moment in _moments) moment.Value.grad?.zero_();
    }

    /// <summary>Moves the parameters against their gradients.</summary>
    public void Step(double learningRate)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        _steps++;
        if (_largestGradient is { } largest)
            nn.utils.clip_grad_norm_(_moments.Select(moment => moment.Value), largest);
        using var bias = Math.Sqrt(1 - Math.Pow(SecondDecay, _steps)).ToScalar();
        using var step = (-learningRate / (1 - Math.Pow(FirstDecay, _steps))).ToScalar();
        foreach (var (_, value, first, second) in _moments)
        {
            if (value.grad is not { } gradient) continue;
            first.mul_(FirstKept).add_(gradient, FirstTaken);
            second.mul_(SecondKept).addcmul_(gradient, gradient, SecondTaken);
            value.addcdiv_(first, second.sqrt().div_(bias).Add(Least), step);
        }
    }

    /// <summary>The state, for a checkpoint.</summary>
    public IEnumerable<NamedArray> Copy()
    {
        yield return new NamedArray("adam.steps", [1], [_steps]);
        foreach (var moment in _moments)
        {
            yield return Weights.Copy($"adam.first.{moment.Name}", moment.First);
            yield return Weights.Copy($"adam.second.{moment.Name}", moment.Second);
        }
    }

    /// <summary>Takes the state of a checkpoint.</summary>
    public void Restore(IReadOnlyDictionary<string, NamedArray> arrays)
    {
        _steps = (int)arrays["adam.steps"].Values[0];
        foreach (var moment in _moments)
        {
            Weights.Restore(moment.First, arrays[$"adam.first.{moment.Name}"]);
            Weights.Restore(moment.Second, arrays[$"adam.second.{moment.Name}"]);
        }
    }

    public void Dispose()
    {
        foreach (var moment in _moments)
        {
            moment.First.Dispose();
            moment.Second.Dispose();
        }
    }
}
