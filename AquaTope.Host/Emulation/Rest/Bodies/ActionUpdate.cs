using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Invocations;
using AquaTope.Models.Simulation;

namespace AquaTope.Host.Emulation.Rest.Bodies;

/// <summary>
/// Creates and updates actions. An update replaces what it names and keeps the rest: limits and annotations key by key,
/// parameters and code as a whole.
/// </summary>
internal static class ActionUpdate
{
    private const int MaximumSequenceLength = 50;

    private static readonly string[] ReservedAnnotations = ["exec"];

    public static WhiskAction Put(PlatformCore core, WhiskName name, ActionBody body, bool overwrite)
    {
        if (core.Limits.Violation(body.Limits) is { } violation) throw Refusal.OutOfRange(violation);
        if (name.Package is not null) RequirePackage(core, name);
        var known = core.Entities.Find(name);
        if (known is not null and not WhiskAction) throw Refusal.OtherCollection();
        if (known is not null && !overwrite) throw Refusal.AlreadyExists();
        RequireInstances(core, body.Limits);
        if (body.Execution is ActionExecution.Sequence sequence) RequireValid(core, name, sequence);
        RequireSupported(core, body.Execution ?? (known as WhiskAction)?.Execution);

        var action = known is WhiskAction before ? Update(core, before, body) : Create(core, name, body);
        return core.Entities.TryPut(action, known) ? action : throw Refusal.ConcurrentModification();
    }

    /// <summary>Refuses kinds that may only be read and deleted.</summary>
    public static void RequireSupported(PlatformCore core, ActionExecution? execution)
    {
        if (execution is ActionExecution.Code { Image: null }
            && core.Runtimes.Current.Find(execution.Kind.Value) is { Deprecated: true })
            throw Refusal.BadRequest(
                $"The '{execution.Kind}' runtime is no longer supported. " +
                "You may read and delete but not update or invoke this action.");
    }

    private static WhiskAction Create(PlatformCore core, WhiskName name, ActionBody body)
    {
        var execution = body.Execution ?? throw Refusal.BadRequest("exec undefined");
        var annotations = (body.Annotations ?? PropertyList.Empty).Without(ReservedAnnotations);
        if (annotations.Find("provide-api-key") is null)
            annotations = annotations.With("provide-api-key", JsonObjects.False);
        annotations = annotations.With("exec", JsonObjects.Text(execution.Kind.Value));
        return new WhiskAction(
            name, body.Version ?? SemanticVersion.First, body.Publish ?? false, annotations, core.Engine.Now, execution,
            ParametersOf(execution, body.Parameters ?? PropertyList.Empty), body.Limits.ApplyTo(core.Limits.Defaults),
            ServiceOf(annotations));
    }

    private static WhiskAction Update(PlatformCore core, WhiskAction before, ActionBody body)
    {
        var execution = body.Execution ?? before.Execution;
        var wasSequence = before.Execution is ActionExecution.Sequence;
        // The parameters of a sequence are its components: they come and go with its code.
        var parameters = wasSequence
            ? body.Execution is null ? before.Parameters : body.Parameters ?? PropertyList.Empty
            : body.Parameters ?? before.Parameters;
        var annotations = before.Annotations
            .Without(body.RemovedAnnotations)
            .Overlay(body.Annotations ?? PropertyList.Empty)
            .With("exec", JsonObjects.Text(execution.Kind.Value));
        return before with
        {
            Version = body.Version ?? before.Version.NextPatch,
            Publish = body.Publish ?? before.Publish,
            Annotations = annotations,
            Updated = core.Engine.Now,
            Execution = execution,
            Parameters = ParametersOf(execution, parameters),
            Limits = body.Limits.ApplyTo(before.Limits),
            Service = ServiceOf(annotations)
        };
    }

    private static PropertyList ParametersOf(ActionExecution execution, PropertyList parameters) =>
        execution is ActionExecution.Sequence sequence
            ? new PropertyList([new Property("_actions", JsonObjects.Write(writer =>
            {
                writer.WriteStartArray();
                foreach (var component in sequence.Components) writer.WriteStringValue($"/{component}");
                writer.WriteEndArray();
            }))])
            : parameters;

    private static ServiceTimeModel ServiceOf(PropertyList annotations)
    {
        try
        {
            return ServiceModelAnnotation.Read(annotations);
        }
        catch (FormatException wrong)
        {
            throw Refusal.Malformed(wrong.Message);
        }
    }

    private static void RequirePackage(PlatformCore core, WhiskName name)
    {
        var package = core.Entities.Find<WhiskPackage>(name.PackageName)
            ?? throw new RequestRefusedException(
                StatusCodes.Status404NotFound, $"The requested resource '{name.PackageName}' does not exist.");
        if (package.Binding is not null)
            throw Refusal.BadRequest("Operation not permitted on package binding.");
    }

    private static void RequireInstances(PlatformCore core, LimitsPatch limits)
    {
        var allowed = core.Options.ConcurrentInvocations;
        if (limits.Instances < 0 || limits.Instances > allowed)
            throw Refusal.BadRequest(
                $"Max action instance concurrency must not exceed your namespace concurrency of {allowed}.");
    }

    private static void RequireValid(PlatformCore core, WhiskName name, ActionExecution.Sequence sequence)
    {
        if (sequence.Components.IsEmpty) throw Refusal.BadRequest("No component specified for the sequence.");
        if (CountActions(core, name, sequence) > MaximumSequenceLength)
            throw Refusal.BadRequest("Too many actions in the sequence.");
    }

    // Sequences inside count with the actions they consist of.
    private static int CountActions(PlatformCore core, WhiskName name, ActionExecution.Sequence sequence)
    {
        var count = 0;
        foreach (var component in sequence.Components)
        {
            if (component.Namespace != core.Namespace) throw Refusal.NotEntitled(component.ToString());
            if (component == name) throw Refusal.BadRequest("Sequence may not refer to itself.");
            var action = core.Actions.Resolve(component)?.Action
                ?? throw Refusal.BadRequest("Sequence component does not exist.");
            count += action.Execution is ActionExecution.Sequence inner ? CountActions(core, name, inner) : 1;
            if (count > MaximumSequenceLength) return count;
        }
        return count;
    }
}
