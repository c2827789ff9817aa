using System.Reflection;
using AquaTope.Actors;
using AquaTope.Host.Tests.OpenWhisk;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Tests.Architecture;

/// <summary>Models know of no actors, actors of no web, and only the host reads how it is set up.</summary>
public sealed class ArchitectureSpecs
{
    private static readonly Assembly Models = typeof(FunctionId).Assembly;
    private static readonly Assembly Actors = typeof(AquaTopeSystem).Assembly;

    private static readonly string[] Web = ["Microsoft.AspNetCore", "System.Net.Http"];
    private static readonly string[] Settings =
    [
        "System.Environment.GetEnvironmentVariable", "System.Environment.ExpandEnvironmentVariables",
        "System.Environment.GetCommandLineArgs", "System.AppContext.GetData",
        "Akka.Configuration.ConfigurationFactory.Load"
    ];

    [Fact]
    public void Models_refer_to_no_actors_and_no_web()
    {
        AssemblyReferences.Of(Models).Assemblies.ShouldNotContain(name => StartsWithAny(name, Web));
        AssemblyReferences.Of(Models).Assemblies.ShouldNotContain(name => StartsWithAny(name, "Akka"));
    }

    [Fact]
    public void Actors_refer_to_no_web() =>
        AssemblyReferences.Of(Actors).Assemblies.ShouldNotContain(name => StartsWithAny(name, Web));

    [Fact]
    public void Neither_refers_to_the_project_above_it()
    {
        AssemblyReferences.Of(Models).Assemblies.ShouldNotContain("AquaTope.Actors");
        AssemblyReferences.Of(Actors).Assemblies.ShouldNotContain("aquatope");
    }

    [Fact]
    public void Tensors_stay_in_one_folder_of_the_models()
    {
        var models = Path.GetDirectoryName(Checkout.PathOf("AquaTope.Models/AquaTope.Models.csproj"))!;
        var neural = Path.Combine("Forecasting", "Neural") + Path.DirectorySeparatorChar;
        var mentions = Directory.EnumerateFiles(models, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, Folder: Path.GetRelativePath(models, path)))
            .Where(file => !StartsWithAny(file.Folder, "bin", "obj"))
            .Where(file => File.ReadAllText(file.Path).Contains("TorchSharp", StringComparison.Ordinal))
            .Select(file => file.Folder).ToList();

        mentions.ShouldNotBeEmpty();
        mentions.ShouldAllBe(folder => folder.StartsWith(neural, StringComparison.Ordinal));
        AssemblyReferences.Of(Actors).Assemblies.ShouldNotContain(name => StartsWithAny(name, "TorchSharp"));
    }

    [Theory]
    [InlineData("AquaTope.Models")]
    [InlineData("AquaTope.Actors")]
    public void Only_the_host_reads_configuration_and_environment(string project)
    {
        var references = AssemblyReferences.Of(project == "AquaTope.Models" ? Models : Actors);

        references.Assemblies.ShouldNotContain(name => StartsWithAny(name, "Microsoft.Extensions.Configuration"));
        references.Members.ShouldNotContain(name => StartsWithAny(name, Settings));
    }

    [Fact]
    public void What_is_looked_for_is_found_where_it_may_be()
    {
        var host = AssemblyReferences.Of(typeof(Host.Node.AquaTopeNode).Assembly);

        host.Assemblies.ShouldContain(name => StartsWithAny(name, "Microsoft.Extensions.Configuration"));
        host.Assemblies.ShouldContain(name => StartsWithAny(name, Web));
        host.Members.ShouldContain(name => StartsWithAny(name, "System.AppContext.get_BaseDirectory"));
    }

    private static bool StartsWithAny(string name, params string[] beginnings) =>
        beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));
}
