using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TogetherAI;

namespace OverflowGateway;

/// <summary>Errors as OpenAI's clients read them: <c>{"error":{"message":…,"type":…,"param":…,"code":…}}</c>.</summary>
internal sealed record OpenAiError(OpenAiErrorDetail Error)
{
    public static Task WriteAsync(HttpContext http, int status, string message, string type, string? param = null, string? code = null)
    {
        http.Response.StatusCode = status;
        OpenAiError error = new(new OpenAiErrorDetail(message, type, param, code));
        return http.Response.WriteAsJsonAsync(error, GatewayJson.Default.OpenAiError, cancellationToken: http.RequestAborted);
    }

    /// <summary>A failed call as an answer, with the status that tells the client what to do about it.</summary>
    public static Task WriteAsync(HttpContext http, TogetherException e)
    {
        if (e.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        OpenAiErrorDetail error = Of(e);
        return WriteAsync(http, StatusOf(e), error.Message, error.Type, error.Param, error.Code);
    }

    /// <summary>The same inside a stream that has begun.</summary>
    public static string Frame(TogetherException e) => JsonSerializer.Serialize(new OpenAiError(Of(e)), GatewayJson.Default.OpenAiError);

    private static OpenAiErrorDetail Of(TogetherException e) => new(e.Message, e.ErrorType ?? TypeOf(e), e.Parameter, e.Code);

    private static int StatusOf(TogetherException e) => e switch
    {
        CapacityException => 503,
        TogetherTimeoutException => 504,
        // The gateway's key was refused, or its account: the client can do nothing about either.
        TogetherAuthenticationException or TogetherBillingException => 502,
        { StatusCode: { } status } when (int)status >= 400 => (int)status,
        _ => 502,
    };

    private static string TypeOf(TogetherException e) => e switch
    {
        CapacityException => "overloaded",
        TogetherRateLimitException => "rate_limit",
        TogetherInvalidRequestException => "invalid_request_error",
        _ => "server_error",
    };
}
