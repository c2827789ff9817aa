using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AquaTope.Host.OpenWhisk;

/// <summary>An answer of the platform, or that there was none.</summary>
internal abstract record OpenWhiskReply
{
    private OpenWhiskReply()
    {
    }

    /// <summary>The platform answered, whatever it said.</summary>
    public sealed record Answered(HttpStatusCode Status, string Body, string? ActivationId) : OpenWhiskReply
    {
        private const int LongestQuotation = 200;

        /// <summary>The body where it is a JSON object, else <see langword="null"/>.</summary>
        public JsonObject? Json { get; } = Parse(Body) as JsonObject;

        /// <summary>Whether the same request may be answered otherwise another time.</summary>
        public bool MayChange =>
            (int)Status >= 500
            || Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict;

        /// <summary>What the platform gave as the reason, for people.</summary>
        public string Reason
        {
            get
            {
                if (Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                    return $"{(int)Status}: {ErrorText} (is the configured key the one of this namespace?)";
                return $"{(int)Status}: {ErrorText}";
            }
        }

        /// <summary>The platform's own words, or the beginning of whatever came.</summary>
        public string ErrorText
        {
            get
            {
                if (Json?["error"] is JsonValue error && error.TryGetValue<string>(out var text)) return text;
                return Body.Length <= LongestQuotation ? Body : Body[..LongestQuotation] + "…";
            }
        }

        /// <summary>The body as any JSON, <see langword="null"/> where it is none.</summary>
        public static JsonNode? Parse(string body)
        {
            try
            {
                return JsonNode.Parse(body);
            }
            catch (JsonException)
            {
                // A proxy's page or plain text: read as text where anybody wants it.
                return null;
            }
        }
    }

    /// <summary>Nobody answered, or not in time.</summary>
    public sealed record Silent(string Reason) : OpenWhiskReply;
}
