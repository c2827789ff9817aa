namespace AquaTope.Models.Optimization.Acquisition;

/// <summary>What a further point has to beat on each sample path.</summary>
internal static class Incumbents
{
    /// <summary>The least objective among the known points that are feasible on the path, or the fallback.</summary>
    public static double[] Of(SamplePaths objective, SamplePaths[] constraints, double fallback)
    {
        var incumbents = new double[objective.Paths];
        Array.Fill(incumbents, fallback);
        var values = new double[objective.Paths];
        var limits = new double[objective.Paths];
        var feasible = new bool[objective.Paths];
        for (var i = 0; i < objective.Count; i++)
            Include(objective, constraints, i, incumbents, values, limits, feasible);
        return incumbents;
    }

    /// <summary>Lets the point added last compete.</summary>
    public static void IncludeLast(SamplePaths objective, SamplePaths[] constraints, double[] incumbents) => Include(
        objective, constraints, objective.Count - 1, incumbents, new double[objective.Paths],
        new double[objective.Paths], new bool[objective.Paths]);

    private static void Include(
        SamplePaths objective, SamplePaths[] constraints, int point, double[] incumbents, double[] values,
        double[] limits, bool[] feasible)
    {
        Array.Fill(feasible, true);
        foreach (var constraint in constraints)
        {
            constraint.Values(point, limits);
            for (var s = 0; s < limits.Length; s++) feasible[s] &= limits[s] <= 0;
        }
        objective.Values(point, values);
        for (var s = 0; s < values.Length; s++)
            if (feasible[s])
                incumbents[s] = Math.Min(incumbents[s], values[s]);
    }
}
