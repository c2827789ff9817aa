namespace AquaTope.Host.Emulation.Rest;

/// <summary>The errors that several resources share, in the platform's words.</summary>
internal static class Refusal
{
    public const string NotAuthenticated = "The supplied authentication is invalid";

    public const string AuthenticationMissing =
        "The resource requires authentication, which was not supplied with the request";

    public const string TooLarge =
        "The request content is larger than the server is willing or able to process.";

    public static RequestRefusedException BadRequest(string error) => new(StatusCodes.Status400BadRequest, error);

    public static RequestRefusedException Malformed(string reason) =>
        BadRequest($"The request content was malformed:\n{reason}");

    public static RequestRefusedException MalformedQuery(string parameter, string reason) =>
        BadRequest($"The query parameter '{parameter}' was malformed:\n{reason}");

    public static RequestRefusedException OutOfRange(string violation) =>
        BadRequest($"requirement failed: {violation}");

    public static RequestRefusedException NotEntitled(string resource) => new(
        StatusCodes.Status403Forbidden, $"The supplied authentication is not authorized to access '{resource}'.");

    public static RequestRefusedException NotFound() =>
        new(StatusCodes.Status404NotFound, "The requested resource does not exist.");

    public static RequestRefusedException UnknownPath() =>
        new(StatusCodes.Status404NotFound, "The requested resource could not be found.");

    public static RequestRefusedException Conflict(string error) => new(StatusCodes.Status409Conflict, error);

    public static RequestRefusedException AlreadyExists() => Conflict("resource already exists");

    public static RequestRefusedException OtherCollection() =>
        Conflict("Resource by this name exists but is not in this collection.");

    public static RequestRefusedException ConcurrentModification() =>
        Conflict("Concurrent modification to resource detected.");

    public static RequestRefusedException TooMuch(string error) => new(StatusCodes.Status413PayloadTooLarge, error);

    public static RequestRefusedException TooMany(string error) => new(StatusCodes.Status429TooManyRequests, error);
}
