using System.Globalization;
using System.Text;

namespace TogetherAI;

/// <summary>Turns an answer that is no success into the exception that tells the caller what to do.</summary>
internal static class ErrorMapper
{
    private const int MaxBody = 64 * 1024;

    /// <summary>How long the text of an error may take, once its status is known.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Reads the error and maps it. A body that cannot be read leaves the status to speak for itself.</summary>
    public static async ValueTask<TogetherException> ReadAsync(
        HttpResponseMessage response, Credential credential, TimeProvider time, CancellationToken cancellationToken)
    {
        PooledBody? body = null;
        using CancellationTokenSource patience = new(s_patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            body = await PooledBody.ReadAsync(response.Content, MaxBody, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The connection broke or fell silent within the error: the status stands without its text.
        }

        using (body)
            return Map(response, body is null ? default : body.Span, credential, time);
    }

    private static TogetherException Map(HttpResponseMessage response, ReadOnlySpan<byte> body, Credential credential, TimeProvider time)
    {
        ErrorBody error = credential.Redact(ErrorBody.Parse(body));
        int status = (int)response.StatusCode;
        string? requestId = credential.Redact(ResponseHeaders.RequestId(response.Headers));
        bool? shouldRetry = ResponseHeaders.ShouldRetry(response.Headers);

        TogetherException exception = Create(status, error, credential.Redact(Describe(response, error.Message, requestId))!);
        exception.Details = new ErrorDetails
        {
            StatusCode = response.StatusCode,
            Code = error.Code,
            ErrorType = error.Type,
            Parameter = error.Parameter,
            RequestId = requestId,
            RetryAfter = ResponseHeaders.RetryAfter(response, time),
            RateLimits = RateLimits.Read(new ResponseHeaderCollection(response)),
            ResponseBody = body.IsEmpty ? null : credential.Redact(Encoding.UTF8.GetString(body)),
            IsTransient = shouldRetry ?? IsTransient(status),
            NotProcessed = shouldRetry ?? status == 429,
        };
        return exception;
    }

    private static TogetherException Create(int status, ErrorBody error, string message) => status switch
    {
        401 => new TogetherAuthenticationException(message),
        402 => new TogetherBillingException(message),
        403 when IsContextTooLong(error) => new TogetherInvalidRequestException(message),
        403 => new TogetherAuthenticationException(message),
        404 or 410 => new TogetherNotFoundException(message),
        409 or 412 => new TogetherConflictException(message),
        429 => new TogetherRateLimitException(message),
        503 or 529 => new TogetherOverloadedException(message),
        >= 500 => new TogetherServerException(message),
        408 => new TogetherServerException(message),
        >= 400 => new TogetherInvalidRequestException(message),
        _ => new TogetherResponseException(message),
    };

    private static bool IsTransient(int status) => status is 408 or 429 or 500 or 502 or 503 or 504 or (>= 520 and <= 524) or 529;

    /// <summary>The service answers 403, not 400, when input and <c>max_tokens</c> exceed the model's context.</summary>
    private static bool IsContextTooLong(ErrorBody error) =>
        error.Type == "invalid_request_error"
        || (error.Message is { } text
            && (text.Contains("context", StringComparison.OrdinalIgnoreCase) || text.Contains("max_tokens", StringComparison.OrdinalIgnoreCase)
                || text.Contains("max_new_tokens", StringComparison.OrdinalIgnoreCase)));

    private static string Describe(HttpResponseMessage response, string? error, string? requestId)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"The service answered {(int)response.StatusCode}");
        string? reason = response.ReasonPhrase is { Length: > 0 } phrase ? phrase : Enum.IsDefined(response.StatusCode) ? response.StatusCode.ToString() : null;
        if (reason is not null)
            text.Append(' ').Append(reason);
        if (error is not null)
            text.Append(": ").Append(error);
        if (requestId is not null)
            text.Append(" (request id ").Append(requestId).Append(')');
        return text.ToString();
    }
}
