using System.Text;
using System.Text.RegularExpressions;
using AquaTope.Host.Emulation.Rest.Bodies;
using AquaTope.Host.Emulation.Runtimes;
using AquaTope.Models.Platform;

namespace AquaTope.Host.Emulation.Rest;

/// <summary>
/// The administrators' calls that change stem cells while the platform runs. Controller and invokers answer on one
/// port here; each keeps its own credentials.
/// </summary>
internal static partial class RuntimeConfigurationApi
{
    private const string ControllerCredentials = "controller.user:controller.pass";
    private const string InvokerCredentials = "invoker.user:invoker.pass";

    public static void MapRuntimeConfiguration(this IEndpointRouteBuilder routes, PlatformCore core)
    {
        if (!core.Can(PlatformCapabilities.RuntimeConfiguration)) return;
        routes.MapPost("/config/runtime", (HttpRequest request) => ConfigureAsync(core, request));
        routes.MapGet("/getRuntime", (HttpRequest request) => ReadyStemCells(core, request));
    }

    private static async Task<IResult> ConfigureAsync(PlatformCore core, HttpRequest request)
    {
        switch (BasicAuthentication.Check(request, ControllerCredentials))
        {
            case BasicAuthentication.Verdict.Missing:
                return Results.Text(Refusal.AuthenticationMissing, statusCode: StatusCodes.Status401Unauthorized);
            case BasicAuthentication.Verdict.Wrong:
                return Results.Text("username or password is wrong", statusCode: StatusCodes.Status401Unauthorized);
        }

        var bytes = await RequestBody.ReadBytesAsync(request);
        if (!TryReadInvokers(request.Query["limit"].ToString(), core, out var any, out var problem))
            return BadRequest(problem);
        try
        {
            var manifest = RuntimeManifest.Parse(Encoding.UTF8.GetString(bytes.Span));
            core.Runtimes.Replace(manifest);
            if (any)
                core.Engine.ConfigureStemCells(
                [
                    .. manifest.StemCells.Select(cell => new StemCellTarget(cell.Kind, cell.Memory, cell.InitialCount))
                ]);
        }
        catch (FormatException wrong)
        {
            return BadRequest(wrong.Message);
        }
        return Results.Text(
            "The request has been accepted for processing, but the processing has not been completed.",
            statusCode: StatusCodes.Status202Accepted);
    }

    // The simulated invokers are alike and are changed together, so a range counts if it holds any of them. That its
    // end has one digit is the platform's own rule.
    private static bool TryReadInvokers(string limit, PlatformCore core, out bool any, out string problem)
    {
        any = true;
        problem = "";
        if (limit.Length == 0) return true;
        var match = Range().Match(limit);
        if (!match.Success || !int.TryParse(match.Groups[1].ValueSpan, out var first))
        {
            problem = "limit value can't match [beginIndex:finishIndex]";
            return false;
        }
        var last = match.Groups[2].ValueSpan[0] - '0';
        if (last < first)
        {
            problem = "finishIndex can't be less than beginIndex";
            return false;
        }
        any = first < core.Options.Simulation.Invokers;
        return true;
    }

    private static JsonAnswer ReadyStemCells(PlatformCore core, HttpRequest request)
    {
        if (BasicAuthentication.Check(request, InvokerCredentials) != BasicAuthentication.Verdict.Right)
            throw new RequestRefusedException(StatusCodes.Status401Unauthorized, Refusal.NotAuthenticated);
        return JsonAnswer.List(core.Engine.ReadyStemCells, (writer, cell) =>
        {
            writer.WriteStartObject();
            writer.WriteString("kind", cell.Kind.Value);
            writer.WriteNumber("memory", cell.Memory.Megabytes);
            writer.WriteNumber("number", cell.Count);
            writer.WriteEndObject();
        });
    }

    private static IResult BadRequest(string problem) =>
        Results.Text(problem, statusCode: StatusCodes.Status400BadRequest);

    [GeneratedRegex(@"^(\d{1,9}):(\d)$")]
    private static partial Regex Range();
}
