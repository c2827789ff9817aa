using AquaTope.Host.Cli.CommandLines;

using var stop = StopRequest.OnSignals();
return await CommandLine.RunAsync(args, Terminal.OfProcess(), stop);
