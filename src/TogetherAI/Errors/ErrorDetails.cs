using System.Net;

namespace TogetherAI;

/// <summary>What is known about a failure, apart from its type: filled in by whoever maps it, read through the exception's properties.</summary>
internal sealed record ErrorDetails
{
    public static readonly ErrorDetails None = new();

    /// <summary>What an answer's head says, whatever became of the rest.</summary>
    public static ErrorDetails Of(HttpResponseMessage response) => new()
    {
        StatusCode = response.StatusCode,
        RequestId = ResponseHeaders.RequestId(response.Headers),
        RateLimits = RateLimits.Read(new ResponseHeaderCollection(response)),
    };

    /// <summary>The same of an answer that was read, but is not what was asked for.</summary>
    public static ErrorDetails Of(TogetherResponse response) => new()
    {
        StatusCode = response.Http?.StatusCode,
        RequestId = response.RequestId,
        RateLimits = response.Http?.RateLimits,
    };

    public HttpStatusCode? StatusCode { get; init; }

    public string? Code { get; init; }

    public string? ErrorType { get; init; }

    public string? Parameter { get; init; }

    public string? RequestId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public string? ResponseBody { get; init; }

    public RateLimits? RateLimits { get; init; }

    public IReadOnlyList<RequestAttempt> Attempts { get; init; } = [];

    public RouteReport? Route { get; init; }

    /// <summary>Whether the same call might succeed on a further attempt.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the service cannot have acted on the request: it was never sent whole, or was turned away.</summary>
    public bool NotProcessed { get; init; }
}
