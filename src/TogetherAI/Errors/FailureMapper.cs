using System.Text.Json;

namespace TogetherAI;

/// <summary>Turns what an attempt threw into what the caller is told.</summary>
internal static class FailureMapper
{
    /// <summary>
    /// The exception to throw in place of <paramref name="exception"/>; the same one where it needs no translation. Faults that are not
    /// about the call, such as a disposed client, pass as they are.
    /// </summary>
    public static Exception Map(Exception exception, AttemptScope scope, TimeSpan? connectTimeout)
    {
        if (exception is TogetherException)
            return exception;
        if (scope.Explain(exception) is { } explained)
            return explained;
        return exception switch
        {
            // .NET's handler shows its limit on connecting as a cancellation nobody asked for, with a timeout inside. From another handler the
            // same may mean anything, so it never counts as proof that nothing was sent.
            OperationCanceledException { InnerException: TimeoutException } => connectTimeout is { } limit
                ? new TogetherTimeoutException(TimeoutKind.Connect, limit, exception) { Details = new() { IsTransient = true } }
                : new TogetherConnectionException("The HTTP handler gave the request up: " + exception.InnerException.Message, exception)
                {
                    Details = new() { IsTransient = true },
                },
            HttpRequestException request => FromRequest(request),
            IOException => new TogetherConnectionException("The connection to the service broke before the answer was complete.", exception)
            {
                Details = new() { IsTransient = true },
            },
            JsonException => new TogetherResponseException("The service's answer is not the JSON that its API promises: " + exception.Message, exception),
            _ => exception,
        };
    }

    private static TogetherConnectionException FromRequest(HttpRequestException exception)
    {
        // Nothing was sent when no connection came about; a certificate that is wrong now will be wrong again.
        bool neverSent = exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
        string message = exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "The service's host name could not be resolved. Check the network and TogetherClientOptions.BaseAddress.",
            HttpRequestError.ConnectionError => "No connection to the service could be made. Check the network and TogetherClientOptions.BaseAddress.",
            HttpRequestError.SecureConnectionError => "The service's certificate could not be verified, or no secure connection could be made.",
            HttpRequestError.ProxyTunnelError => "The proxy made no connection to the service.",
            _ => "The connection to the service broke before the answer was complete.",
        };
        return new TogetherConnectionException(message, exception)
        {
            Details = new() { IsTransient = exception.HttpRequestError != HttpRequestError.SecureConnectionError, NotProcessed = neverSent },
        };
    }
}
