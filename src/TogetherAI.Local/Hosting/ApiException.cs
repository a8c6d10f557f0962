namespace TogetherAI.Local.Hosting;

/// <summary>An answer other than 200, in the service's error shape.</summary>
internal sealed class ApiException(int status, string type, string message, string? param = null, string? code = null) : Exception(message)
{
    public int Status { get; } = status;

    public string Type { get; } = type;

    public string? Param { get; } = param;

    public string? Code { get; } = code;

    public static ApiException Invalid(string? param, string message, string? code = null) =>
        new(400, "invalid_request_error", message, param, code);

    public static ApiException ModelNotFound(string model, IEnumerable<string> known) =>
        new(
            404,
            "invalid_request_error",
            $"Unable to access model {model}. This local server has: {string.Join(", ", known)}.",
            "model",
            "model_not_available");
}
