using AquaTope.Models.Forecasting.Neural.Layers;
using static TorchSharp.torch;

namespace AquaTope.Models.Tests.Forecasting.Neural;

/// <summary>Tensors and plain numbers.</summary>
public sealed class NumberArithmeticSpecs
{
    [Fact]
    public void Each_operation_does_what_its_name_says()
    {
        using var scope = NewDisposeScope();
        var values = tensor(new float[] { -2, 0, 3 });

        Values(values.Plus(0.5)).ShouldBe([-1.5f, 0.5f, 3.5f]);
        Values(values.Plus(values)).ShouldBe([-4, 0, 6]);
        Values(values.Squared()).ShouldBe([4, 0, 9]);
        Values(values.Minus(0.5)).ShouldBe([-2.5f, -0.5f, 2.5f]);
        Values(values.Times(4)).ShouldBe([-8, 0, 12]);
        Values(values.Over(4)).ShouldBe([-0.5f, 0, 0.75f]);
        Values(values.IsAbove(0).to(ScalarType.Float32)).ShouldBe([0, 0, 1]);
        Values(values.IsAtLeast(0).to(ScalarType.Float32)).ShouldBe([0, 1, 1]);
        Values(values.NoLessThan(-1)).ShouldBe([-1, 0, 3]);
        Values(values.Within(-1, 2)).ShouldBe([-1, 0, 2]);
        values.Fill(7);
        Values(values).ShouldBe([7, 7, 7]);
        values.Add(ones(3));
        Values(values).ShouldBe([8, 8, 8]);
    }

    [Fact]
    public void A_number_is_there_until_it_was_read_whatever_the_collector_does()
    {
        const int Times = 20_000;
        using var finished = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!finished.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            using var zero = zeros(1);
            using var one = ones(1);
            for (var i = 1; i <= Times; i++)
            {
                using var scope = NewDisposeScope();
                zero.Plus(i).Minus(2).Times(2).Over(2).Plus(one).NoLessThan(0).Within(0, Times).Add(zero).item<float>()
                    .ShouldBe(i - 1);
            }
        }
        finally
        {
            finished.Cancel();
            collector.Join();
        }
    }

    private static float[] Values(Tensor tensor) => tensor.data<float>().ToArray();
}
