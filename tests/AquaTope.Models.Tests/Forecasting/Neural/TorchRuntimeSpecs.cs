using AquaTope.Models.Forecasting.Neural;

namespace AquaTope.Models.Tests.Forecasting.Neural;

public sealed class TorchRuntimeSpecs
{
    [Fact]
    public void The_native_library_loads_and_runs_an_lstm_forward_pass()
    {
        var torch = TorchRuntime.Probe();

        torch.OutputShape.ShouldBe([2L, 48, 64]);
        torch.Threads.ShouldBe(1);
    }
}
