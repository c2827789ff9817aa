using AquaTope.Benchmarks;
using AquaTope.Benchmarks.Persistence;

if (args is [RecoveringProcess.Verb, .. var recovering]) return await RecoveringProcess.RunAsync(recovering);

// A new suite is added here and nowhere else.
ISuite[] suites =
[
    new IngestSuite(), new SimulatorSuite(), new InferenceSuite(), new DesignerSuite(), new DriftSuite(),
    new PersistenceSuite()
];

return CommandLine.TryParse(args, suites, out var command, out var problem)
    ? command.Run()
    : CommandLine.Refuse(problem);
