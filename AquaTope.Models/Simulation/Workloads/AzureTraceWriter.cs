using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Simulation.Workloads;

/// <summary>
/// Writes counts as an invocations file of the Azure Functions 2019 trace: a header
/// <c>HashOwner,HashApp,HashFunction,Trigger,1,…,1440</c>, then one row per function. One file holds one day.
/// </summary>
public static class AzureTraceWriter
{
    private const int MinutesPerDay = 1440;

    /// <summary>
    /// Writes the given day, counted from 0. Functions without an invocation on it are left out, as there.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The functions have no such day.</exception>
    public static void Write(TextWriter writer, IReadOnlyList<GeneratedFunction> functions, int day)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(day);
        foreach (var function in functions)
            ArgumentOutOfRangeException.ThrowIfLessThan(function.Counts.Count, (day + 1) * MinutesPerDay, nameof(day));

        writer.Write("HashOwner,HashApp,HashFunction,Trigger");
        for (var minute = 1; minute <= MinutesPerDay; minute++)
        {
            writer.Write(',');
            writer.Write(minute);
        }
        writer.Write('\n');
        foreach (var function in functions)
            if (function.Counts.Skip(day * MinutesPerDay).Take(MinutesPerDay).Any(count => count > 0))
                WriteRow(writer, function, day);
    }

    private static void WriteRow(TextWriter writer, GeneratedFunction function, int day)
    {
        writer.Write($"{function.Owner},{function.Application},{function.Function},{NameOf(function.Trigger)}");
        for (var minute = 0; minute < MinutesPerDay; minute++)
        {
            writer.Write(',');
            writer.Write(function.Counts[day * MinutesPerDay + minute]);
        }
        writer.Write('\n');
    }

    private static string NameOf(TriggerKind trigger) => trigger switch
    {
        TriggerKind.Http => "http",
        TriggerKind.Queue => "queue",
        TriggerKind.Timer => "timer",
        TriggerKind.Orchestration => "orchestration",
        TriggerKind.Storage => "storage",
        TriggerKind.Event => "event",
        TriggerKind.Others => "others",
        _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "No such trigger.")
    };
}
