namespace AquaTope.Host.Demo;

/// <summary>What a demo is run with.</summary>
/// <param name="Seed">The seed of workload, platforms and node.</param>
/// <param name="Minutes">Minutes of the trace to replay.</param>
/// <param name="Port">The port of the node's HTTP; 0 takes a free one.</param>
/// <param name="DataDirectory">The folder of journal and spool.</param>
internal sealed record DemoOptions(int Seed, int Minutes, int Port, string DataDirectory);
