using System.Globalization;
using System.Text.Json;
using AquaTope.Host.Emulation.Entities;

namespace AquaTope.Host.Emulation.Rest.Bodies;

/// <summary>Which part of a list a request asks for.</summary>
internal sealed record ListQuery(int Skip, int Limit, bool CountOnly)
{
    private const int StandardLimit = 30;
    private const int MaximumLimit = 200;

    /// <param name="collection">The list's name, as it stands in errors.</param>
    public static ListQuery Read(HttpRequest request, string collection)
    {
        var limit = Number(request, "limit", collection, StandardLimit);
        if (limit is < 0 or > MaximumLimit)
            throw Refusal.MalformedQuery(
                "limit", $"The value '{limit}' is not in the range of 0 to {MaximumLimit} for {collection}.");
        var skip = Number(request, "skip", collection, 0);
        if (skip < 0)
            throw Refusal.MalformedQuery(
                "skip", $"The value '{skip}' is not greater than or equal to 0 for {collection}.");
        return new ListQuery(skip, limit == 0 ? MaximumLimit : limit, Flag(request, "count"));
    }

    /// <summary>A true-or-false parameter, false when absent.</summary>
    public static bool Flag(HttpRequest request, string name)
    {
        var text = request.Query[name].ToString();
        return text.Length > 0 && (bool.TryParse(text, out var value)
            ? value
            : throw Refusal.MalformedQuery(name, $"'{text}' is not a valid Boolean value"));
    }

    /// <summary>The part of the list, or its length after what is skipped.</summary>
    public JsonAnswer Answer<T>(
        IReadOnlyList<T> entities, string collection, Action<Utf8JsonWriter, T> write) =>
        CountOnly
            ? Count(collection, Math.Max(0, entities.Count - Skip))
            : JsonAnswer.List([.. entities.Skip(Skip).Take(Limit)], write);

    public static JsonAnswer Count(string collection, int count) =>
        JsonAnswer.Ok(JsonObjects.Create(writer => writer.WriteNumber(collection, count)));

    private static int Number(HttpRequest request, string name, string collection, int standard)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0) return standard;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Refusal.MalformedQuery(name, $"The value '{text}' is not an integer for {collection}.");
    }
}
