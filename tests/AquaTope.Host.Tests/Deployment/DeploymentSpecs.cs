using System.Globalization;
using System.Text.RegularExpressions;
using AquaTope.Host.Configuration;
using AquaTope.Host.Tests.OpenWhisk;
using Microsoft.Extensions.Configuration;

namespace AquaTope.Host.Tests.Deployment;

/// <summary>What <c>build/deploy</c> says of ports, paths and settings, held against the program's own.</summary>
public sealed partial class DeploymentSpecs
{
    private const string Kubernetes = "build/deploy/kubernetes";

    private static readonly IReadOnlyDictionary<string, YamlTree> Manifests =
        Directory.GetFiles(Checkout.PathOf(Kubernetes), "*.yaml")
            .SelectMany(file => YamlTree.ReadAll(File.ReadAllText(file)))
            .ToDictionary(manifest => $"{manifest["kind"].Text} {manifest["metadata"]["name"].Text}");

    private static readonly YamlTree Compose =
        YamlTree.ReadAll(File.ReadAllText(Checkout.PathOf("build/deploy/compose.yaml"))).Single();

    private static readonly string Dockerfile = File.ReadAllText(Checkout.PathOf("build/deploy/Dockerfile"));

    private static YamlTree Set => Manifests["StatefulSet aquatope"]["spec"];

    private static YamlTree Container => Set["template"]["spec"]["containers"].Items.Single();

    [Fact]
    public void Every_kind_that_is_needed_is_there() =>
        Manifests.Keys.ShouldBe(
        [
            "ConfigMap aquatope", "NetworkPolicy aquatope", "PodDisruptionBudget aquatope", "Secret aquatope",
            "Secret aquatope-keys", "Service aquatope", "Service aquatope-nodes", "StatefulSet aquatope"
        ], ignoreOrder: true);

    [Fact]
    public void The_pods_settings_are_a_configuration_that_a_node_takes()
    {
        for (var pod = 0; pod < Number(Set["replicas"]); pod++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"aquatope-{pod}");
            var settings = Manifests["ConfigMap aquatope"]["data"].Entries
                .Concat(Manifests["Secret aquatope"]["stringData"].Entries)
                .Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Text))
                .Concat(Container["env"].Items.Where(item => item.Has("value")).Select(item => KeyValuePair.Create(
                    item["name"].Text, item["value"].Text.Replace("$(POD_NAME)", name, StringComparison.Ordinal))));

            IsOneOfItsSeeds(ConfigurationOf(settings));
        }
    }

    [Fact]
    public void The_seed_nodes_are_the_pods_by_the_headless_services_name()
    {
        var service = Manifests["Service aquatope-nodes"]["spec"];
        service["clusterIP"].Text.ShouldBe("None");
        service["publishNotReadyAddresses"].Text.ShouldBe("true");
        Set["serviceName"].Text.ShouldBe("aquatope-nodes");
        Manifests["ConfigMap aquatope"]["data"].Entries
            .Where(entry => entry.Key.Contains("SEEDNODES", StringComparison.Ordinal))
            .Select(entry => entry.Value.Text)
            .ShouldBe(Enumerable.Range(0, Number(Set["replicas"])).Select(pod =>
                string.Create(CultureInfo.InvariantCulture, $"aquatope-{pod}.aquatope-nodes:4053")));
    }

    [Fact]
    public void Services_budget_and_policy_mean_the_pods_and_their_ports()
    {
        var labels = Set["template"]["metadata"]["labels"].ToString();
        Set["selector"]["matchLabels"].ToString().ShouldBe(labels);
        Manifests["PodDisruptionBudget aquatope"]["spec"]["selector"]["matchLabels"].ToString().ShouldBe(labels);
        Manifests["NetworkPolicy aquatope"]["spec"]["podSelector"]["matchLabels"].ToString().ShouldBe(labels);
        var ports = Container["ports"].Items.ToDictionary(
            port => port["name"].Text, port => Number(port["containerPort"]));
        ports.ShouldBe(
            new Dictionary<string, int> { ["http"] = new HttpSection().Port, ["cluster"] = 4053 }, ignoreOrder: true);
        foreach (var name in new[] { "Service aquatope", "Service aquatope-nodes" })
        {
            Manifests[name]["spec"]["selector"].ToString().ShouldBe(labels);
            var port = Manifests[name]["spec"]["ports"].Items.Single();
            ports[port["targetPort"].Text].ShouldBe(Number(port["port"]));
        }
    }

    [Fact]
    public void Probes_ask_for_addresses_that_a_node_has()
    {
        Container["livenessProbe"]["httpGet"]["path"].Text.ShouldBe("/healthz/live");
        Container["startupProbe"]["httpGet"]["path"].Text.ShouldBe("/healthz/live");
        Container["readinessProbe"]["httpGet"]["path"].Text.ShouldBe("/healthz/ready");
        NodeService(1)["healthcheck"].ToString().ShouldContain("GET /healthz/ready ");
    }

    [Fact]
    public void Every_volume_that_is_mounted_is_declared()
    {
        var declared = Set["template"]["spec"]["volumes"].Items.Select(volume => volume["name"].Text)
            .Concat(Set["volumeClaimTemplates"].Items.Select(claim => claim["metadata"]["name"].Text));
        Container["volumeMounts"].Items.Select(mount => mount["name"].Text).ShouldBe(declared, ignoreOrder: true);
        Container["volumeMounts"].Items.ShouldContain(
            mount => mount["mountPath"].Text == EnvironmentOfImage()["AQUATOPE__DATADIRECTORY"]);
    }

    [Fact]
    public void The_composed_nodes_settings_are_configurations_that_nodes_take()
    {
        for (var node = 1; node <= 3; node++)
        {
            var service = NodeService(node);
            var settings = service["environment"].Entries.Select(entry => KeyValuePair.Create(
                entry.Key, Variable().Replace(entry.Value.Text, "https://example.org")));
            IsOneOfItsSeeds(ConfigurationOf(settings));
            service["ports"].Items.ShouldHaveSingleItem().Text.ShouldEndWith($":{new HttpSection().Port}");
            service["secrets"].Items.Select(secret => secret.Text)
                .ShouldBe(
                    Compose["secrets"].Entries.Select(entry => entry.Key).Where(name => name != "postgres-password"),
                    ignoreOrder: true);
            Compose["volumes"].Has(service["volumes"].Items.Single().Text.Split(':')[0]).ShouldBeTrue();
        }
    }

    [Fact]
    public void The_image_runs_serve_as_another_user_than_root_with_settings_that_a_node_takes()
    {
        var configuration = ConfigurationOf(EnvironmentOfImage());
        configuration.DataDirectory.ShouldBe("/data");
        Dockerfile.ShouldContain("USER $APP_UID");
        Dockerfile.ShouldContain("""CMD ["serve"]""");
        Dockerfile.ShouldContain($"EXPOSE {configuration.Http.Port} {configuration.Cluster.Port}");
        Dockerfile.ShouldContain("/app/aquatope.dll");
        Dockerfile.ShouldContain($"sdk:{Environment.Version.Major}.0");
        Dockerfile.ShouldContain($"aspnet:{Environment.Version.Major}.0");
    }

    private static YamlTree NodeService(int node) =>
        Compose["services"][string.Create(CultureInfo.InvariantCulture, $"node-{node}")];

    private static int Number(YamlTree value) => int.Parse(value.Text, CultureInfo.InvariantCulture);

    private static void IsOneOfItsSeeds(NodeConfiguration configuration)
    {
        configuration.Database.ShouldNotBeNull();
        configuration.Cluster.SeedNodes.ShouldContain($"{configuration.Cluster.Hostname}:{configuration.Cluster.Port}");
        configuration.Cluster.SeedNodes.Count.ShouldBe(3);
    }

    // As the program reads them from the environment: unknown names are refused, and what they say has no problem but
    // that the file of keys, which a secret becomes, is not there on this machine.
    private static NodeConfiguration ConfigurationOf(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var settings = variables.Where(variable => variable.Key.StartsWith("AQUATOPE__", StringComparison.Ordinal))
            .ToDictionary(
                variable => variable.Key["AQUATOPE__".Length..].Replace("__", ":", StringComparison.Ordinal),
                string? (variable) => variable.Value);
        var configuration = ConfigurationFile.Bound(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        (configuration with { Security = configuration.Security with { KeysFile = null } }).Problems().ShouldBeEmpty();
        return configuration;
    }

    private static Dictionary<string, string> EnvironmentOfImage() =>
        Setting().Matches(Dockerfile).ToDictionary(
            match => match.Groups["key"].Value, match => match.Groups["value"].Value);

    [GeneratedRegex(@"(?<key>AQUATOPE__\w+)=(?<value>[^\s\\]+)")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\$\{\w+:\?[^}]*\}")]
    private static partial Regex Variable();
}
