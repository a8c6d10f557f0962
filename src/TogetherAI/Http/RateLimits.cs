namespace TogetherAI;

/// <summary>
/// What an answer's headers say about the account's rate for the model asked. Immutable. Serverless answers carry some or all of it, answers of
/// dedicated endpoints none. The service adapts the dynamic limits to recent successful use.
/// </summary>
public sealed record RateLimits
{
    /// <summary>Requests a second that are allowed (<c>x-ratelimit-limit</c>).</summary>
    public double? Requests { get; init; }

    /// <summary>Requests that are left (<c>x-ratelimit-remaining</c>).</summary>
    public double? RequestsRemaining { get; init; }

    /// <summary>How long until there is room again (<c>x-ratelimit-reset</c>).</summary>
    public TimeSpan? Reset { get; init; }

    /// <summary>Tokens a second that are allowed (<c>x-tokenlimit-limit</c>).</summary>
    public double? Tokens { get; init; }

    /// <summary>Tokens that are left (<c>x-tokenlimit-remaining</c>).</summary>
    public double? TokensRemaining { get; init; }

    /// <summary>The adapted limit on requests a second (<c>x-ratelimit-limit-dynamic</c>).</summary>
    public double? DynamicRequests { get; init; }

    /// <summary>Requests that are left of the adapted limit (<c>x-ratelimit-remaining-dynamic</c>).</summary>
    public double? DynamicRequestsRemaining { get; init; }

    /// <summary>The adapted limit on tokens a second (<c>x-tokenlimit-limit-dynamic</c>).</summary>
    public double? DynamicTokens { get; init; }

    /// <summary>Tokens that are left of the adapted limit (<c>x-tokenlimit-remaining-dynamic</c>).</summary>
    public double? DynamicTokensRemaining { get; init; }

    /// <summary>Reads the headers; a header that is missing or no number leaves its property null.</summary>
    internal static RateLimits Read(ResponseHeaderCollection headers) => new()
    {
        Requests = headers.Number("x-ratelimit-limit"),
        RequestsRemaining = headers.Number("x-ratelimit-remaining"),
        Reset = headers.Number("x-ratelimit-reset") is >= 0 and < 1e9 and { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Tokens = headers.Number("x-tokenlimit-limit"),
        TokensRemaining = headers.Number("x-tokenlimit-remaining"),
        DynamicRequests = headers.Number("x-ratelimit-limit-dynamic"),
        DynamicRequestsRemaining = headers.Number("x-ratelimit-remaining-dynamic"),
        DynamicTokens = headers.Number("x-tokenlimit-limit-dynamic"),
        DynamicTokensRemaining = headers.Number("x-tokenlimit-remaining-dynamic"),
    };
}
