using System.Text.Json;
using AquaTope.Models.Optimization.Gaussian;
using AquaTope.Testing;

namespace AquaTope.Models.Tests.Optimization.Gaussian;

/// <summary>Reference values of Gaussian processes and acquisition functions, made with other
/// implementations.</summary>
internal static class Vector
{
    public static JsonElement Require(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require($"vectors/{name}.json")));
        return document.RootElement.Clone();
    }

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static double[] Numbers(this JsonElement element, string name) => Numbers(element.GetProperty(name));

    public static double[][] Rows(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(Numbers)];

    public static Hyperparameters Hyperparameters(this JsonElement element) => new(
        element.Numbers("lengthscale"), element.Number("outputscale"), element.Number("noise"), element.Number("mean"));

    public static void ShouldAgree(this IEnumerable<double> actual, IEnumerable<double> expected, double tolerance)
    {
        foreach (var (mine, theirs) in actual.Zip(expected, (mine, theirs) => (mine, theirs)))
            mine.ShouldBe(theirs, tolerance);
    }

    private static double[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(value => value.GetDouble())];
}
