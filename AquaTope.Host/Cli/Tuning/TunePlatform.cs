using AquaTope.Actors.Optimization;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Ingestion;
using AquaTope.Host.OpenWhisk;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Pricing;
using AquaTope.Models.Workflows;
using Microsoft.Extensions.Logging.Abstractions;

namespace AquaTope.Host.Cli.Tuning;

/// <summary>The connection to the platform on which <c>tune</c> measures a workflow.</summary>
internal sealed class TunePlatform : IDisposable
{
    private const string DefaultNamespace = "guest";

    private readonly Uri _endpoint;
    private readonly HttpClient _http;
    private readonly OpenWhiskPlatform _platform;

    private TunePlatform(OpenWhiskOptions options)
    {
        _endpoint = options.Endpoint;
        _http = OpenWhiskPlatform.CreateClient(options);
        _platform = new OpenWhiskPlatform(
            _http, options, new OwnActivations(), TimeProvider.System, NullLogger<OpenWhiskPlatform>.Instance);
    }

    /// <exception cref="UsageException">The address or the key has the wrong form.</exception>
    public static TunePlatform At(string address, string key) =>
        new(PlatformAddress.Options("--platform", address, key));

    /// <summary>The workflow that a file describes.</summary>
    /// <exception cref="UsageException">The file cannot be read or is no workflow.</exception>
    public static Workflow Read(string file)
    {
        var content = TuneSubject.Content("--workflow", file);
        return WorkflowDocument.TryRead(content, DefaultNamespace, out var workflow, out var problem)
            ? workflow
            : throw new UsageException($"--workflow: {file}: {problem}");
    }

    /// <summary>Asks the platform what it can do and how the workflow's functions run now.</summary>
    /// <exception cref="UsageException">The workflow cannot be studied there.</exception>
    /// <exception cref="IOException">The platform does not answer, or not to this key.</exception>
    public async Task<TuneStudy> StudyAsync(
        Workflow workflow, ulong seed, StudyOptions options, CancellationToken cancellation)
    {
        StudyPreparation preparation;
        try
        {
            preparation = await StudyPreparation.AskAsync(_platform, workflow, ResourceRange.Default, cancellation);
        }
        catch (HttpRequestException silent)
        {
            throw new IOException($"--platform is '{_endpoint}'; {silent.Message}", silent);
        }
        if (preparation is StudyPreparation.NotReady(var reason))
            throw new UsageException($"--workflow: {workflow.Id} cannot be measured on {_endpoint}: {reason}");
        var ready = (StudyPreparation.Ready)preparation;
        var definition = new StudyDefinition(
            new StudyId(workflow.Id, 1), workflow, ready.Space, ready.Present, seed, new PriceModel(), options);
        return new TuneStudy(_platform, definition, DesignerOf(definition));
    }

    public void Dispose()
    {
        _platform.Dispose();
        _http.Dispose();
    }

    private static IDesigner DesignerOf(StudyDefinition definition)
    {
        try
        {
            return DesignerCatalog.Standard.Create(definition);
        }
        catch (ArgumentException unknown)
        {
            throw new UsageException($"--designer: {unknown.Message}", unknown);
        }
    }
}
