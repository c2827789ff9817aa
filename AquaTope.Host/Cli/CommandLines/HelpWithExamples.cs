using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace AquaTope.Host.Cli.CommandLines;

/// <summary>Help as the library writes it, and the verb's examples at its end.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not Verb { Examples.Count: > 0 } verb) return code;

        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in verb.Examples) output.WriteLine($"  {CommandLine.ProgramName} {example}");
        return code;
    }
}
