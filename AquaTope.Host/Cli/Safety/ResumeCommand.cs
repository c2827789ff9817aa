namespace AquaTope.Host.Cli.Safety;

/// <summary>Ends a halt.</summary>
internal sealed class ResumeCommand() : GatewayOrderCommand(
    "resume", "Lets changes and trials go on after aquatope halt, with the newest wishes.",
    "resume --why \"found it\"");
