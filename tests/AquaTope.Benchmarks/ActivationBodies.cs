using System.Globalization;
using System.Text;
using AquaTope.Models.Identity;

namespace AquaTope.Benchmarks;

/// <summary>
/// Bodies of requests as the platform's records fill them when a sequence ran: some 750 bytes a record.
/// </summary>
internal static class ActivationBodies
{
    /// <summary>The qualified name of function number <paramref name="number"/>.</summary>
    public static string FunctionName(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"guest/bench/function-{number:D2}");

    /// <summary>So many requests with so many records each, every record with an id of its own.</summary>
    public static IReadOnlyList<byte[]> Of(
        Random ids, int functions, int requests, int recordsPerRequest, DateTimeOffset now) =>
    [
        .. Enumerable.Range(0, requests).Select(request => Encoding.UTF8.GetBytes(
            $"[{string.Join(',', Enumerable.Range(0, recordsPerRequest).Select(record =>
                Record(ids, FunctionName((request + record) % functions), now.ToUnixTimeMilliseconds())))}]"))
    ];

    private static string Record(Random ids, string function, long end)
    {
        var bits = new UInt128((ulong)ids.NextInt64(), (ulong)ids.NextInt64(1, long.MaxValue));
        var duration = ids.Next(20, 900);
        return $$"""
            {"namespace":"guest","name":"{{function[(function.LastIndexOf('/') + 1)..]}}","version":"0.0.4",
            "subject":"guest","activationId":"{{new ActivationId(bits)}}","cause":"{{new ActivationId(~bits)}}",
            "start":{{end - duration}},"end":{{end}},"duration":{{duration}},
            "response":{"status":"success","success":true,"result":{"ok":true,"items":[1,2,3],
            "message":"resized to 640 by 480"},"size":58},"logs":["2026-01-14T22:13:20.300Z stdout: resized"],
            "annotations":[{"key":"path","value":"{{function}}"},{"key":"kind","value":"nodejs:20"},
            {"key":"limits","value":{"timeout":60000,"memory":256,"logs":10,"concurrency":1} },
            {"key":"timeout","value":false},{"key":"waitTime","value":31}],"publish":false}
            """;
    }
}
