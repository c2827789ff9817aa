using System.Net.Http.Headers;
using System.Text;
using AquaTope.Host.Security.Keys;

namespace AquaTope.Host.Tests.Security;

/// <summary>Keys in a file, as <c>aquatope keys add</c> puts them there.</summary>
internal static class KeyMaking
{
    /// <summary>Adds a key and returns what its holder presents: <c>uuid:key</c>.</summary>
    public static string Add(this KeyFile file, string name, Scopes scopes)
    {
        var secret = KeySecret.Create();
        var key = new ApiKey(name, Guid.NewGuid(), scopes, KeyHash.Of(secret), DateTimeOffset.UnixEpoch);
        file.Change(keys => keys.Append(key));
        return $"{key.Id}:{secret}";
    }

    public static void Revoke(this KeyFile file, string name) => file.Change(keys =>
        keys.Select(key => key.Name == name ? key with { Revoked = DateTimeOffset.UnixEpoch } : key));

    public static AuthenticationHeaderValue Basic(string key) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(key)));
}
