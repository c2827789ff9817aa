using System.Globalization;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Tests.Ingestion;

/// <summary>Activation records in the shapes OpenWhisk writes.</summary>
internal static class Records
{
    public const string Id = "5a1b0c9d8e7f4a6bb1c2d3e4f5a6b7c8";
    public const string Cause = "0f0e0d0c0b0a49088706050403020100";

    /// <summary>Id number <paramref name="number"/>, as text.</summary>
    public static string IdOf(int number) => new ActivationId((UInt128)(uint)number).ToString();

    /// <summary>The full record of a cold start.</summary>
    public static string Full(string id = Id, string path = "guest/img/resize") => $$"""
        {"namespace":"guest","name":"resize","version":"0.0.4","subject":"guest","activationId":"{{id}}",
         "start":1700000000250,"end":1700000000662,"duration":412,"cause":"{{Cause}}",
         "response":{"status":"success","success":true,"result":{"ok":true,"status":"nested"},"size":11},
         "logs":["2023-11-14T22:13:20.300Z stdout: hello"],
         "annotations":[
           {"key":"path","value":"{{path}}"},{"key":"kind","value":"nodejs:20"},
           {"key":"limits","value":{"timeout":60000,"memory":256,"logs":10,"concurrency":1} },
           {"key":"timeout","value":false},{"key":"waitTime","value":731},{"key":"initTime","value":181},
           {"key":"causedBy","value":"sequence"},{"key":"binding","value":"guest/mypkg"}],
         "publish":false}
        """;

    /// <summary>A short record, with one member replaced or added.</summary>
    public static string With(string member, string value, string id = Id)
    {
        var members = new Dictionary<string, string>
        {
            ["activationId"] = $"\"{id}\"",
            ["start"] = "1700000000250",
            ["duration"] = "412",
            ["statusCode"] = "0",
            ["namespace"] = "\"guest\"",
            ["name"] = "\"resize\"",
            ["annotations"] = "[]",
            [member] = value
        };
        return $"{{{string.Join(',', members.Select(pair => $"\"{pair.Key}\":{pair.Value}"))}}}";
    }

    /// <summary>A report that a function ran.</summary>
    public static ActivationReport Ran(int id, string function = "guest/resize") =>
        new ActivationReport.Ran(new Invocation(
            new ActivationId((UInt128)(uint)id), FunctionId.Parse(function),
            DateTimeOffset.Parse("2023-11-14T22:13:20Z", CultureInfo.InvariantCulture), TimeSpan.FromMilliseconds(731),
            TimeSpan.FromMilliseconds(181), TimeSpan.FromMilliseconds(231), ActivationStatus.ApplicationError,
            MemorySize.FromMegabytes(256), new ActivationId(7)));

    /// <summary>A report that a composition ran.</summary>
    public static ActivationReport Composed(int id, string name = "guest/pipeline") =>
        new ActivationReport.Composed(new CompositionRun(
            new ActivationId((UInt128)(uint)id), FunctionId.Parse(name),
            DateTimeOffset.Parse("2023-11-14T22:13:20Z", CultureInfo.InvariantCulture),
            DateTimeOffset.Parse("2023-11-14T22:13:23Z", CultureInfo.InvariantCulture), ActivationStatus.Success,
            Cause: null));
}
