using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary>The refusals of the management routes, in the service's shape.</summary>
internal static class CloudErrors
{
    public static ApiException NotFound(string what, string id) =>
        new(404, "invalid_request_error", $"There is no {what} {id}.", code: "not_found");

    public static ApiException Taken(string name) =>
        new(409, "conflict", $"{name} exists already. Choose another name.", "name", "already_exists");

    /// <summary>The state of the thing forbids what was asked; <paramref name="message"/> says what has to be done before.</summary>
    public static ApiException Precondition(string message) => new(400, "invalid_request_error", message, code: "failed_precondition");

    public static void CheckEtag(string? sent, string current)
    {
        if (!string.IsNullOrEmpty(sent) && sent != current)
            throw new ApiException(409, "conflict", "The etag is outdated: somebody else changed it. Read it anew and try again.", "etag", "etag_mismatch");
    }
}
