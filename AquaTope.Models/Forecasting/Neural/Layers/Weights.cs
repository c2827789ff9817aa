using AquaTope.Models.Forecasting.Neural.Storage;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Layers;

/// <summary>The weights of modules as plain arrays, by name.</summary>
internal static class Weights
{
    /// <summary>A copy of a tensor's values.</summary>
    public static NamedArray Copy(string name, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return new NamedArray(name, [.. tensor.shape], tensor.detach().contiguous().data<float>().ToArray());
    }

    /// <summary>Copies of all of a module's weights.</summary>
    public static IReadOnlyList<NamedArray> Copy(nn.Module module) =>
        [.. module.named_parameters().Select(parameter => Copy(parameter.name, parameter.parameter))];

    /// <summary>Gives a module the weights of those names.</summary>
    /// <exception cref="ModelFolderException">One is missing or has another shape.</exception>
    public static void Restore(nn.Module module, IReadOnlyDictionary<string, NamedArray> arrays)
    {
        foreach (var (name, parameter) in module.named_parameters())
        {
            if (!arrays.TryGetValue(name, out var array))
                throw new ModelFolderException($"has no weights '{name}'");
            Restore(parameter, array);
        }
    }

    /// <summary>Gives a tensor the values of an array.</summary>
    /// <exception cref="ModelFolderException">The array has another shape.</exception>
    public static void Restore(Tensor tensor, NamedArray array)
    {
        if (!tensor.shape.AsSpan().SequenceEqual(array.Shape))
            throw new ModelFolderException(
                $"has weights '{array.Name}' of shape [{string.Join(", ", array.Shape)}], " +
                $"where the model takes [{string.Join(", ", tensor.shape)}]");
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        tensor.copy_(AsTensor(array));
    }

    private static Tensor AsTensor(NamedArray array) => tensor(array.Values, array.Shape);
}
