using System.Globalization;
using System.Net;

namespace TogetherAI;

/// <summary>
/// The base of everything this library throws about a call, except for <see cref="ArgumentException"/>s and the caller's own
/// cancellation, which stays an <see cref="OperationCanceledException"/>. The derived types sort failures by what the caller can do about
/// them. No message, body or property ever holds the API key.
/// </summary>
public class TogetherException : Exception
{
    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What went wrong and what to do about it.</param>
    /// <param name="innerException">What it was caused by; null where this is the cause.</param>
    public TogetherException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The status of the answer; null where none arrived.</summary>
    public HttpStatusCode? StatusCode { get => Details.StatusCode; init => Details = Details with { StatusCode = value }; }

    /// <summary>The service's code for the error, such as <c>model_not_available</c>; null where it gave none.</summary>
    public string? Code { get => Details.Code; init => Details = Details with { Code = value }; }

    /// <summary>The service's type for the error, such as <c>invalid_request_error</c>; null where it gave none.</summary>
    public string? ErrorType { get => Details.ErrorType; init => Details = Details with { ErrorType = value }; }

    /// <summary>The field of the request that the service objects to; null where it named none.</summary>
    public string? Parameter { get => Details.Parameter; init => Details = Details with { Parameter = value }; }

    /// <summary>The id under which the service knows the request; worth quoting to its support. Null where no answer arrived.</summary>
    public string? RequestId { get => Details.RequestId; init => Details = Details with { RequestId = value }; }

    /// <summary>How long the service asked to wait; null where it did not ask.</summary>
    public TimeSpan? RetryAfter { get => Details.RetryAfter; init => Details = Details with { RetryAfter = value }; }

    /// <summary>The body of the error, at most 64 KiB of it, as text; null where none arrived.</summary>
    public string? ResponseBody { get => Details.ResponseBody; init => Details = Details with { ResponseBody = value }; }

    /// <summary>What the answer's headers said about the account's rate; null where no answer arrived.</summary>
    public RateLimits? RateLimits { get => Details.RateLimits; init => Details = Details with { RateLimits = value }; }

    /// <summary>Every attempt the call made, in order, with the wait that followed it. Never null.</summary>
    public IReadOnlyList<RequestAttempt> Attempts { get => Details.Attempts; init => Details = Details with { Attempts = value }; }

    /// <summary>How an <see cref="OverflowRouter"/> handled the request, and why; null for a call without one.</summary>
    public RouteReport? Route { get => Details.Route; init => Details = Details with { Route = value }; }

    internal ErrorDetails Details { get; set; } = ErrorDetails.None;

    /// <summary>The outcome in a word or two, for the list of attempts.</summary>
    internal virtual string Summary => StatusCode is { } status ? ((int)status).ToString(CultureInfo.InvariantCulture) : GetType().Name;
}
