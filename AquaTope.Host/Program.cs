using AquaTope.Host.Cli;

using var stop = StopRequest.OnSignals();
return await CommandLine.RunAsync(args, Terminal.OfProcess(), stop);
