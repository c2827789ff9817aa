using System.Globalization;
using AquaTope.Actors;
using AquaTope.Host.Configuration;

namespace AquaTope.Host.Health;

/// <summary>Registers what tells whether a node is well.</summary>
internal static class HealthServices
{
    public static IServiceCollection AddHealth(this IServiceCollection services, NodeConfiguration configuration)
    {
        var node = string.Create(
            CultureInfo.InvariantCulture, $"{configuration.Cluster.Hostname}:{configuration.Cluster.Port}");
        services.AddSingleton(provider => new JournalDoor(provider.GetRequiredService<JournalSettings>(), node));
        services.AddSingleton(new DataFolder(configuration.DataDirectory));
        services.AddSingleton<StorageProbe>();
        services.AddHostedService(provider => provider.GetRequiredService<StorageProbe>());
        services.AddSingleton<Readiness>();
        return services;
    }
}
