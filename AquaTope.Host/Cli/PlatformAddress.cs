using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.OpenWhisk;

namespace AquaTope.Host.Cli;

/// <summary>The platform that options name.</summary>
internal static class PlatformAddress
{
    /// <param name="option">What names the address.</param>
    /// <param name="address">The API host.</param>
    /// <param name="key">What <c>--auth</c> says.</param>
    /// <exception cref="UsageException">The address or the key has the wrong form.</exception>
    public static OpenWhiskOptions Options(string option, string address, string key)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
            throw new UsageException($"{option} is '{address}'; it takes an address such as http://127.0.0.1:3233");
        if (key.IndexOf(':') is <= 0 || key.EndsWith(':'))
            throw new UsageException("--auth has another form than UUID:KEY, as 'wsk property get --auth' shows it");
        return new OpenWhiskOptions { Endpoint = endpoint, Auth = key };
    }
}
