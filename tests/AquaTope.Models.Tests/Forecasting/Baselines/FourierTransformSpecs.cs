using System.Numerics;
using AquaTope.Models.Forecasting.Baselines;

namespace AquaTope.Models.Tests.Forecasting.Baselines;

public sealed class FourierTransformSpecs
{
    [Fact]
    public void A_cosine_has_two_lines()
    {
        Complex[] values = [.. Enumerable.Range(0, 16).Select(n => new Complex(Math.Cos(2 * Math.PI * 3 * n / 16), 0))];

        FourierTransform.Forward(values);

        for (var bin = 0; bin < 16; bin++) values[bin].Magnitude.ShouldBe(bin is 3 or 13 ? 8 : 0, 1e-9);
    }

    [Fact]
    public void A_length_that_is_no_power_of_two_is_refused() =>
        Should.Throw<ArgumentException>(() => FourierTransform.Forward(new Complex[12]));
}
