using System.Globalization;
using System.Net.Http.Headers;

namespace TogetherAI;

/// <summary>The headers of an answer that steer the client.</summary>
internal static class ResponseHeaders
{
    /// <summary>The service's id of the request; behind the edge only the edge's own may be there.</summary>
    public static string? RequestId(HttpResponseHeaders headers) =>
        Get(headers, "x-request-id") ?? Get(headers, "x-together-traceid") ?? Get(headers, "cf-ray");

    /// <summary>The same from headers that were kept.</summary>
    public static string? RequestId(ResponseHeaderCollection headers) =>
        headers.GetValueOrDefault("x-request-id") ?? headers.GetValueOrDefault("x-together-traceid") ?? headers.GetValueOrDefault("cf-ray");

    /// <summary>The service's own word on whether to try again; null where it left that to the client.</summary>
    public static bool? ShouldRetry(HttpResponseHeaders headers) => Get(headers, "x-should-retry") switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    /// <summary>
    /// How long the service asks to wait: the longest of <c>retry-after-ms</c>, <c>Retry-After</c> (seconds or a date) and, for a 429,
    /// <c>x-ratelimit-reset</c> (seconds). Null where it asks for nothing; negative and absurd values count as nothing.
    /// </summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        HttpResponseHeaders headers = response.Headers;
        TimeSpan? wait = Number(headers, "retry-after-ms", 0.001);
        wait = Longest(wait, Number(headers, "Retry-After", 1) ?? Date(headers, time));
        if ((int)response.StatusCode == 429)
            wait = Longest(wait, Number(headers, "x-ratelimit-reset", 1));
        return wait;
    }

    private static TimeSpan? Number(HttpResponseHeaders headers, string name, double unitInSeconds)
    {
        if (!double.TryParse(Get(headers, name)?.TrimEnd('s'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            return null;
        double seconds = value * unitInSeconds;
        return seconds is >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static TimeSpan? Date(HttpResponseHeaders headers, TimeProvider time)
    {
        if (headers.RetryAfter?.Date is not { } date)
            return null;
        TimeSpan wait = date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private static TimeSpan? Longest(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other ?? one : one;

    private static string? Get(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values) && First(values) is { Length: > 0 } value ? value : null;

    private static string? First(HeaderStringValues values)
    {
        foreach (string value in values)
            return value;
        return null;
    }
}
