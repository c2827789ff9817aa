namespace AquaTope.Host.Cli.CommandLines;

/// <summary>
/// A user's mistake. The message is one line that names the option or the file and line, the value found, and what
/// would be right; it is all that the user gets to see.
/// </summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message) : base(message)
    {
    }

    public UsageException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
