using System.Collections.Immutable;
using System.Text.Json;
using AquaTope.Host.Emulation.Entities;

namespace AquaTope.Host.Emulation.Invocations.Compositions;

/// <summary>
/// Compiles the syntax tree that Composer leaves in the <c>conductor</c> annotation. Understood are actions, chains
/// (<c>seq</c>, <c>sequence</c>, <c>let</c>, <c>mask</c>), <c>parallel</c> and <c>par</c>, <c>retain</c>, <c>merge</c>,
/// literals and <c>empty</c>; a <c>function</c> passes its input on, since no code is run here. A tree with anything
/// else compiles too, and ends with an error where it gets there.
/// </summary>
internal static class CompositionCompiler
{
    public static ImmutableArray<Instruction> Compile(JsonElement tree)
    {
        var program = ImmutableArray.CreateBuilder<Instruction>();
        Append(program, tree);
        // The empty program is that of a conductor without a tree; a tree without an action still runs and ends.
        if (program.Count == 0) program.Add(new Instruction.Keep());
        return program.ToImmutable();
    }

    private static void Append(ImmutableArray<Instruction>.Builder program, JsonElement node)
    {
        switch (Text(node, "type"))
        {
            case "action" when Text(node, "name") is { } name:
                program.Add(new Instruction.Invoke(name));
                break;
            case "seq" or "sequence" or "let" or "mask":
                AppendAll(program, node);
                break;
            case "retain":
                AppendKept(program, node, RestoreMode.Pair);
                break;
            case "merge":
                AppendKept(program, node, RestoreMode.Merge);
                break;
            case "parallel" or "par":
                AppendFork(program, node);
                break;
            case "literal" or "value" when node.TryGetProperty("value", out var value):
                program.Add(new Instruction.Assign(
                    value.ValueKind == JsonValueKind.Object ? value : JsonObjects.Of("value", value)));
                break;
            case "empty" or "function":
                break;
            case var type:
                program.Add(new Instruction.Unknown(
                    $"This platform does not interpret compositions with '{type ?? node.GetRawText()}'."));
                break;
        }
    }

    private static void AppendAll(ImmutableArray<Instruction>.Builder program, JsonElement node)
    {
        foreach (var component in Components(node)) Append(program, component);
    }

    private static void AppendKept(ImmutableArray<Instruction>.Builder program, JsonElement node, RestoreMode mode)
    {
        program.Add(new Instruction.Keep());
        AppendAll(program, node);
        program.Add(new Instruction.Restore(mode));
    }

    private static void AppendFork(ImmutableArray<Instruction>.Builder program, JsonElement node)
    {
        var at = program.Count;
        var branches = ImmutableArray.CreateBuilder<int>();
        program.Add(new Instruction.Join());
        foreach (var component in Components(node))
        {
            branches.Add(program.Count);
            Append(program, component);
            program.Add(new Instruction.Join());
        }
        program[at] = branches.Count > 0
            ? new Instruction.Fork(branches.ToImmutable(), program.Count)
            : new Instruction.Assign(JsonElement.Parse("""{"value":[]}"""));
    }

    private static JsonElement.ArrayEnumerator Components(JsonElement node) =>
        node.TryGetProperty("components", out var components) && components.ValueKind == JsonValueKind.Array
            ? components.EnumerateArray()
            : default;

    private static string? Text(JsonElement node, string key) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(key, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
