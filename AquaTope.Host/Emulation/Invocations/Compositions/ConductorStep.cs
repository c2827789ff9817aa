using System.Collections.Immutable;
using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Emulation.Invocations.Compositions;

/// <summary>What one run of a conductor returned, and what it did beside that.</summary>
internal abstract record ConductorStep(JsonElement Result)
{
    /// <summary>The result says it all: the next action, or the composition's end.</summary>
    public sealed record Return(JsonElement Result) : ConductorStep(Result);

    /// <summary>The conductor started the composition anew for each branch and goes on when all have ended.</summary>
    /// <param name="Parameters">What each branch starts with.</param>
    /// <param name="Branches">The program position at which each branch starts.</param>
    /// <param name="After">Where this run goes on.</param>
    public sealed record Fork(
        JsonElement Result, JsonElement Parameters, ImmutableArray<int> Branches, ComposerState After)
        : ConductorStep(Result)
    {
        /// <summary>What starts a branch; <paramref name="session"/> is the activation that forked.</summary>
        public JsonElement BranchPayload(ActivationId session, int position)
        {
            var start = new ComposerState(
                Branches[position], [], new BranchOf(session.ToString(), After.Position, position));
            return JsonObjects.Merge(Parameters, start.ToJson());
        }

        /// <summary>What this run goes on with, the branches' results in their order.</summary>
        public JsonElement ResumePayload(IReadOnlyList<JsonElement> results) => JsonObjects.Merge(
            JsonObjects.Create(writer =>
            {
                writer.WriteStartArray("value");
                foreach (var result in results) result.WriteTo(writer);
                writer.WriteEndArray();
            }),
            After.ToJson());
    }

    /// <summary>A branch has ended with a value for the run that forked it.</summary>
    public sealed record Join(JsonElement Result, JsonElement Value) : ConductorStep(Result);
}
