using System.Collections.Immutable;
using System.Text.Json;
using AquaTope.Host.Emulation.Entities;

namespace AquaTope.Host.Emulation.Invocations.Compositions;

/// <summary>
/// What a conductor action computes. One that carries the syntax tree of a composition runs it; any other returns its
/// input, as all actions of this platform do, and so composes whatever its caller passes as <c>action</c>,
/// <c>params</c> and <c>state</c>.
/// </summary>
internal sealed class Conductor
{
    /// <summary>
    /// The annotation that makes an action a conductor; its value is the syntax tree, if there is one.
    /// </summary>
    public const string Annotation = "conductor";

    private readonly ImmutableArray<Instruction> _program;

    private Conductor(ImmutableArray<Instruction> program) => _program = program;

    public static bool Is(WhiskAction action) => action.Annotations.IsTruthy(Annotation);

    public static Conductor Of(WhiskAction action) =>
        new(action.Annotations.Find(Annotation) is { ValueKind: JsonValueKind.Object } tree
            && tree.TryGetProperty("type", out _)
                ? CompositionCompiler.Compile(tree)
                : []);

    /// <summary>One run of the conductor.</summary>
    /// <param name="input">The request or the last component's result, with the state returned last.</param>
    public ConductorStep Run(JsonElement input)
    {
        if (_program.IsEmpty) return new ConductorStep.Return(input);

        var state = ComposerState.Read(input);
        if (state is null || state.Position > _program.Length)
            return Error("The field $composer was not written by this composition.");

        var parameters = ComposerState.ParametersOf(input);
        if (parameters.TryGetProperty("error", out _)) return End(state, parameters);

        while (state.Position < _program.Length)
        {
            var next = state with { Position = state.Position + 1 };
            switch (_program[state.Position])
            {
                case Instruction.Invoke invoke:
                    return new ConductorStep.Return(Call(invoke.Action, parameters, next));
                case Instruction.Fork fork:
                    return new ConductorStep.Fork(
                        JsonObjects.Of("method", "parallel"), parameters, fork.Branches,
                        state with { Position = fork.Next });
                case Instruction.Join:
                    return End(state, parameters);
                case Instruction.Assign assign:
                    parameters = assign.Value;
                    break;
                case Instruction.Keep:
                    next = next with { Stack = next.Stack.Add(parameters) };
                    break;
                case Instruction.Restore when next.Stack.IsEmpty:
                    return Error("The stack of $composer was not written by this composition.");
                case Instruction.Restore restore:
                    parameters = restore.Combine(next.Stack[^1], parameters);
                    next = next with { Stack = next.Stack.RemoveAt(next.Stack.Length - 1) };
                    break;
                case Instruction.Unknown unknown:
                    return End(state, JsonObjects.Of("error", unknown.Reason));
                default:
                    throw new InvalidOperationException($"Unknown instruction {_program[state.Position]}.");
            }
            state = next;
        }
        return End(state, parameters);
    }

    private static JsonElement Call(string action, JsonElement parameters, ComposerState next) =>
        JsonObjects.Create(writer =>
        {
            writer.WriteString("method", "action");
            writer.WriteString("action", action);
            writer.WritePropertyName("params");
            parameters.WriteTo(writer);
            writer.WritePropertyName("state");
            next.ToJson().WriteTo(writer);
        });

    private static ConductorStep End(ComposerState state, JsonElement parameters)
    {
        if (state.Branch is { } branch)
            return new ConductorStep.Join(
                JsonObjects.Create(writer =>
                {
                    writer.WriteString("method", "join");
                    writer.WriteString("sessionId", branch.SessionId);
                    writer.WriteNumber("barrierId", branch.BarrierId);
                    writer.WriteNumber("position", branch.Position);
                }),
                parameters);
        return parameters.TryGetProperty("error", out var error)
            ? new ConductorStep.Return(JsonObjects.Of("error", error))
            : new ConductorStep.Return(JsonObjects.Of("params", parameters));
    }

    private static ConductorStep.Return Error(string reason) => new(JsonObjects.Of("error", reason));
}
