using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Quantities;

public sealed class WindowLengthSpecs
{
    [Fact]
    public void A_window_starts_where_the_one_before_ends()
    {
        var length = WindowLength.FromSeconds(10);
        var start = length.StartOf(new WindowIndex(42));

        length.IndexOf(start).ShouldBe(new WindowIndex(42));
        length.IndexOf(start.AddTicks(-1)).ShouldBe(new WindowIndex(41));
    }
}
