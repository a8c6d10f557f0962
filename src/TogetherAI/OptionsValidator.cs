using System.Collections.ObjectModel;

namespace TogetherAI;

/// <summary>Says what is wrong with options, each time with the property and the remedy. The key is checked when it is needed.</summary>
internal static class OptionsValidator
{
    /// <returns>The faults; empty where there are none.</returns>
    public static IReadOnlyList<string> Validate(TogetherClientOptions options)
    {
        List<string> faults = [];
        try
        {
            if ((options.BaseAddress ?? ApiEndpoint.FromEnvironment()) is { } address)
                ApiEndpoint.Normalize(address);
        }
        catch (ArgumentException exception)
        {
            faults.Add(exception.Message);
        }

        if (options.DefaultMaxTokens < 1)
            faults.Add($"DefaultMaxTokens is {options.DefaultMaxTokens}; it must be at least 1, or null for no default.");
        if (options.UserAgent is not null && !IsVisible(options.UserAgent))
            faults.Add("UserAgent is not visible ASCII; give a product token such as my-app/1.2.");
        ValidateRetry(options.Retry, faults);
        ValidateTimeouts(options.Timeouts, faults);
        if (options.Pacing.MaxWait < TimeSpan.Zero || options.Pacing.MaxWait.TotalMilliseconds > uint.MaxValue - 1)
            faults.Add($"Pacing.MaxWait is {options.Pacing.MaxWait}; it must not be negative, and at most 49 days.");
        ValidateHeaders("DefaultHeaders", options.DefaultHeaders, faults);
        return faults;
    }

    /// <returns>The faults; empty where there are none.</returns>
    public static IReadOnlyList<string> Validate(RequestOptions options)
    {
        List<string> faults = [];
        if (options.MaxRetries is < 0 or > 20)
            faults.Add($"MaxRetries is {options.MaxRetries}; it must be 0 to 20.");
        ValidateTimeout(nameof(options.AttemptTimeout), options.AttemptTimeout ?? Timeout.InfiniteTimeSpan, faults);
        ValidateTimeout(nameof(options.TotalTimeout), options.TotalTimeout ?? Timeout.InfiniteTimeSpan, faults);
        ValidateHeaders("Headers", options.Headers ?? ReadOnlyDictionary<string, string>.Empty, faults);
        return faults;
    }

    private static void ValidateHeaders(string property, IEnumerable<KeyValuePair<string, string>> headers, List<string> faults)
    {
        foreach ((string name, string value) in headers)
        {
            if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
                faults.Add($"{property} holds Authorization; put the key into ApiKey, which is kept out of logs and off other hosts.");
            else if (name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase))
                faults.Add($"{property} holds User-Agent; put a product token into TogetherClientOptions.UserAgent.");
            else if (name.StartsWith("Accept", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
                faults.Add($"{property} holds {name}, which each operation sets for itself.");
            else if (!IsToken(name) || !IsVisible(value))
                faults.Add($"{property}['{name}'] is no header: its name has characters that are not allowed, or its value is not visible ASCII.");
        }
    }

    private static void ValidateRetry(RetryOptions retry, List<string> faults)
    {
        if (retry.MaxRetries is < 0 or > 20)
            faults.Add($"Retry.MaxRetries is {retry.MaxRetries}; it must be 0 to 20.");
        if (retry.BaseDelay < TimeSpan.Zero)
            faults.Add($"Retry.BaseDelay is {retry.BaseDelay}; it must not be negative.");
        if (retry.MaxDelay < retry.BaseDelay)
            faults.Add($"Retry.MaxDelay is {retry.MaxDelay}; it must be at least Retry.BaseDelay, {retry.BaseDelay}.");
        if (retry.MaxServerDelay < TimeSpan.Zero)
            faults.Add($"Retry.MaxServerDelay is {retry.MaxServerDelay}; it must not be negative.");
    }

    private static void ValidateTimeouts(TimeoutOptions timeouts, List<string> faults)
    {
        ValidateTimeout("Timeouts.Connect", timeouts.Connect, faults);
        ValidateTimeout("Timeouts.Attempt", timeouts.Attempt, faults);
        ValidateTimeout("Timeouts.FirstToken", timeouts.FirstToken, faults);
        ValidateTimeout("Timeouts.Idle", timeouts.Idle, faults);
        ValidateTimeout("Timeouts.Total", timeouts.Total, faults);
    }

    private static void ValidateTimeout(string property, TimeSpan value, List<string> faults)
    {
        // A timer takes at most 2^32 - 2 milliseconds, some 49 days.
        if (value != Timeout.InfiniteTimeSpan && (value <= TimeSpan.Zero || value.TotalMilliseconds > uint.MaxValue - 1))
            faults.Add($"{property} is {value}; it must be positive and at most 49 days, or Timeout.InfiniteTimeSpan.");
    }

    private static bool IsVisible(string? value) => value is not null && value.All(static c => c is >= ' ' and <= '~' or '\t');

    private static bool IsToken(string name) =>
        name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
}
