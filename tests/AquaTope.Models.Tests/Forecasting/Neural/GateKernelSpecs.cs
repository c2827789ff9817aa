using AquaTope.Models.Forecasting.Neural.Layers;

namespace AquaTope.Models.Tests.Forecasting.Neural;

public sealed class GateKernelSpecs
{
    private const int Units = 32;
    private const int Rows = 40;
    private const int Stride = Units + 3;

    [Fact]
    public void A_step_is_that_of_the_definition_from_shut_to_open_gates()
    {
        var random = new Random(5);
        var gates = Draw(random, Rows * GateKernel.Gates * Units, 40);
        var bias = Draw(random, GateKernel.Gates * Units, 2);
        var cells = Draw(random, Rows * Units, 20);
        var before = (float[])cells.Clone();
        var hidden = new float[Rows * Stride];

        GateKernel.Step(gates, bias, cells, hidden, Stride);

        for (var row = 0; row < Rows; row++)
            for (var unit = 0; unit < Units; unit++)
            {
                double Gate(int gate) =>
                    gates[(row * GateKernel.Gates + gate) * Units + unit] + bias[gate * Units + unit];
                var cell = Sigmoid(Gate(1)) * before[row * Units + unit] + Sigmoid(Gate(0)) * Math.Tanh(Gate(2));
                ((double)cells[row * Units + unit]).ShouldBe(cell, 3e-5);
                ((double)hidden[row * Stride + unit]).ShouldBe(Sigmoid(Gate(3)) * Math.Tanh(cell), 2e-6);
            }
    }

    private static float[] Draw(Random random, int count, double width) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(width * (random.NextDouble() - 0.5)))];

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
