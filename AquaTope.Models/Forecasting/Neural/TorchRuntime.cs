using TorchSharp;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural;

/// <summary>The tensor library as this process found it.</summary>
/// <param name="Version">Version of the TorchSharp binding.</param>
/// <param name="Threads">Threads a single tensor operation may use.</param>
/// <param name="OutputShape">What a forward pass of a small LSTM returned, <c>[batch, time, hidden]</c>.</param>
public sealed record TorchDescription(string Version, int Threads, IReadOnlyList<long> OutputShape);

/// <summary>Loads the tensor library and settles how it runs.</summary>
public static class TorchRuntime
{
    // One thread per operation: actors give the parallelism, and small tensors on many threads are slower than on one.
    static TorchRuntime() => set_num_threads(1);

    /// <summary>Settles how the tensor library runs, once for the process; every network does so before it is
    /// built.</summary>
    internal static void Settle()
    {
        // What there is to do, the type's initializer has done.
    }

    /// <summary>
    /// Runs an LSTM forward pass over a batch of histories, which fails where the native library cannot be loaded.
    /// </summary>
    /// <exception cref="DllNotFoundException">The native library is missing or was built for another
    /// system.</exception>
    public static TorchDescription Probe()
    {
        using var scope = NewDisposeScope();
        using var lstm = nn.LSTM(inputSize: 5, hiddenSize: 64, batchFirst: true);
        using var noGradient = no_grad();
        var (output, _, _) = lstm.call(zeros(2, 48, 5));
        return new TorchDescription(
            typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "unknown", get_num_threads(), output.shape);
    }
}
