using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Runtimes;
using AquaTope.Models.Platform;

namespace AquaTope.Host.Emulation.Rest.Bodies;

/// <summary>What a request to create or update an action says; what it leaves out is <see langword="null"/>.</summary>
internal sealed record ActionBody(
    ActionExecution? Execution, PropertyList? Parameters, PropertyList? Annotations,
    ImmutableArray<string> RemovedAnnotations, LimitsPatch Limits, bool? Publish, SemanticVersion? Version)
{
    /// <summary>The largest code the platform stores, in bytes.</summary>
    private const int MaximumCodeBytes = 48 << 20;

    /// <summary>Reads the fields in the platform's order, so that of several faults the same one is named.</summary>
    public static ActionBody Read(JsonElement body, PlatformCore core)
    {
        var execution = body.Field("exec") is { } exec ? Exec(exec, core) : null;
        var parameters = body.Parameters();
        var annotations = body.Annotations();
        var limits = body.Field("limits") is { } json ? LimitsBody.Read(json, core) : LimitsPatch.None;
        return new ActionBody(
            execution, parameters, annotations, body.Texts("delAnnotations", "delAnnotations malformed!"), limits,
            body.Publish(), body.Version());
    }

    private static ActionExecution Exec(JsonElement exec, PlatformCore core)
    {
        const string noKind = "'kind' must be a string defined in 'exec'";
        if (exec.ValueKind != JsonValueKind.Object) throw Refusal.Malformed(noKind);
        var kind = (exec.Text("kind", noKind) ?? throw Refusal.Malformed(noKind)).Trim().ToLowerInvariant();
        if (kind == ActionExecution.SequenceKind.Value) return Sequence(exec, core);

        var main = exec.Text("main", "if defined, 'main' be a string in 'exec'");
        if (kind == ActionExecution.BlackboxKind.Value)
        {
            const string noImage = "'image' must be a string defined in 'exec' for 'blackbox' actions";
            var image = exec.Text("image", noImage) ?? throw Refusal.Malformed(noImage);
            return Code(ActionExecution.BlackboxKind, exec.Text("code", "'code' must be a string"), main, image);
        }

        var runtime = core.Runtimes.Current.Find(kind)
            ?? throw Refusal.Malformed(NotSupported(kind, core.Runtimes.Current));
        var noCode = $"'code' must be a string or attachment object defined in 'exec' for '{runtime.Kind}' actions";
        var source = exec.Text("code", noCode) ?? throw Refusal.Malformed(noCode);
        if (runtime.RequireMain && main is null)
            throw Refusal.Malformed($"'main' must be a string defined in 'exec' for '{runtime.Kind}' actions");
        return Code(runtime.Kind, source, main, image: null);
    }

    private static ActionExecution.Code Code(RuntimeKind kind, string? source, string? main, string? image)
    {
        var bytes = source is null ? 0 : Encoding.UTF8.GetByteCount(source);
        return bytes <= MaximumCodeBytes
            ? new ActionExecution.Code(kind, source, main, IsArchive(source), image)
            : throw Refusal.TooMuch($"exec larger than allowed: {bytes} > {MaximumCodeBytes} bytes.");
    }

    private static ActionExecution.Sequence Sequence(JsonElement exec, PlatformCore core)
    {
        const string noComponents = "'components' must be defined for sequence kind";
        if (exec.Field("components") is null) throw Refusal.Malformed(noComponents);
        return new ActionExecution.Sequence(
        [
            .. exec.Texts("components", noComponents).Select(text =>
                WhiskName.TryParse(text, core.Namespace, out var name)
                    ? name
                    : throw Refusal.Malformed(
                        $"'{text}' must contain at least the namespace and the name of the entity."))
        ]);
    }

    // What decodes as base64 counts as an archive, as on the platform, even where it is a very short program.
    private static bool IsArchive(string? source) =>
        source is { Length: > 0 } && Base64.IsValid(source) && !source.AsSpan().ContainsAny(" \t\r\n");

    private static string NotSupported(string kind, RuntimeManifest manifest)
    {
        var kinds = manifest.Images.Select(image => image.Kind.Value)
            .Append(ActionExecution.SequenceKind.Value)
            .Append(ActionExecution.BlackboxKind.Value)
            .Select(known => $"'{known}'");
        return $"The specified runtime '{kind}' is not supported by this platform. " +
               $"Valid values are: {string.Join(", ", kinds)}.";
    }
}
