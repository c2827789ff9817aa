using AquaTope.Host.Ingestion.Records;
using AquaTope.Host.Ingestion.Spooling;

namespace AquaTope.Host.Ingestion;

/// <summary>Registers what <see cref="InvocationHooks"/> needs.</summary>
public static class IngestionServices
{
    /// <summary>
    /// Adds reader, intake, queue, spool and pump. Needs an <see cref="IReportRouter"/>, an <see
    /// cref="IManagedTargets"/> and a <see cref="TimeProvider"/> beside it. The spool is opened when the pump is made,
    /// before the server listens.
    /// </summary>
    public static IServiceCollection AddIngestion(this IServiceCollection services, IngestOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(new ActivationRecordReader(options.MaxRecords, options.MaxJsonDepth));
        services.AddSingleton(new OwnActivations());
        services.AddSingleton(new RecentActivations(options.RecentActivations));
        services.AddSingleton(new IngestQueue(options.QueueCapacity));
        services.AddSingleton(provider => IngestSpool.Open(
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<IngestSpool>>(),
            recovered => provider.GetRequiredService<RecentActivations>().Add(recovered.Report.Id)));
        services.AddSingleton<ActivationIntake>();
        services.AddSingleton<IngestPump>();
        services.AddHostedService(provider => provider.GetRequiredService<IngestPump>());
        return services;
    }
}
