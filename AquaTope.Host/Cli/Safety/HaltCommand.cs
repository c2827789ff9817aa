namespace AquaTope.Host.Cli.Safety;

/// <summary>Stops all changes of a running cluster.</summary>
internal sealed class HaltCommand() : GatewayOrderCommand(
    "halt", "Stops every change of the platform, and every trial, until aquatope resume.",
    "halt --why \"latency alarm\"");
