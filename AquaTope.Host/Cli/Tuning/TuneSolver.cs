using AquaTope.Host.Cli.CommandLines;
using AquaTope.Models.Optimization.Problems;
using AquaTope.Models.Optimization.Problems.Comparing;

namespace AquaTope.Host.Cli.Tuning;

/// <summary>Designers by name, with the user's mistake where one does not fit the problem.</summary>
internal static class TuneSolver
{
    /// <exception cref="UsageException">There is no designer of that name for problems of this kind.</exception>
    public static IProblemSolver Of(Problem problem, string designer, ComparisonOptions options)
    {
        try
        {
            return Comparison.Solver(problem, designer, options);
        }
        catch (ArgumentException unknown)
        {
            throw new UsageException($"--designer: {unknown.Message}", unknown);
        }
    }
}
