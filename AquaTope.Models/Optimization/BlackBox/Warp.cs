namespace AquaTope.Models.Optimization.BlackBox;

/// <summary>A growing function of an output that may make it easier to model.</summary>
internal abstract record Warp
{
    private Warp()
    {
    }

    public abstract double Apply(double value);

    /// <summary>The logarithm of the derivative.</summary>
    public abstract double LogSlope(double value);

    public sealed record None : Warp
    {
        public override double Apply(double value) => value;

        public override double LogSlope(double value) => 0;
    }

    /// <summary>log(value + offset): for outputs whose noise or variation grows with their size.</summary>
    public sealed record Logarithm(double Offset) : Warp
    {
        public override double Apply(double value) => Math.Log(value + Offset);

        public override double LogSlope(double value) => -Math.Log(value + Offset);
    }

    /// <summary>asinh(value / scale): a logarithm on both sides of 0, straight in between.</summary>
    public sealed record TwoSided(double Scale) : Warp
    {
        public override double Apply(double value) => Math.Asinh(value / Scale);

        public override double LogSlope(double value) =>
            -0.5 * Math.Log(value * value + Scale * Scale);
    }
}
