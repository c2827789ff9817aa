using System.Globalization;

namespace AquaTope.Models.Optimization.Staged.Plans;

/// <summary>Whether another trial pays, in the price model's unit.</summary>
/// <remarks>
/// To know everything would save, in each equally likely world, what the answer costs there over the cheapest plan
/// there. What is not known shrinks with the root of the trials, so that one more after n takes the share
/// <c>1 - sqrt(n / (n + 1))</c> of it away.
/// </remarks>
/// <param name="Answer">What a run costs under the plan that would be answered now.</param>
/// <param name="Known">What of that would be saved on average, were everything known.</param>
/// <param name="Trials">The trials that what is believed rests on.</param>
/// <param name="RunsServed">The runs that the answer serves.</param>
/// <param name="RunsPerTrial">The runs of a trial, each taken to cost what the answer does.</param>
internal sealed record TrialWorth(double Answer, double Known, int Trials, double RunsServed, int RunsPerTrial)
{
    /// <summary>What another trial is expected to save over all runs served.</summary>
    public double Saving => Known * (1 - Math.Sqrt(Trials / (Trials + 1.0))) * RunsServed;

    /// <summary>What another trial costs.</summary>
    public double Price => Answer * RunsPerTrial;

    public bool Pays => Saving >= Price;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"another trial would save {Saving:0.####} over {RunsServed:0} runs and cost {Price:0.####}; the answer costs "
        + $"{Answer:0.####} a run, and to know everything would save {Known:0.####} of it");
}
