namespace TogetherAI;

/// <summary>Makes the client of a lane: the router's own, pointed at the lane, with nothing repeated underneath the router.</summary>
internal static class LaneClients
{
    public static TogetherClient Create(TogetherClient client, LaneOptions lane, RouterOptions router)
    {
        TogetherClient origin = lane.IsDedicated && lane.BaseAddress is null ? client.Dedicated.Inference : client;
        return origin.WithOptions(options =>
        {
            if (lane.BaseAddress is { } address)
                Point(options, client.BaseAddress, address, lane.ApiKey);

            // A repetition here would be an attempt that the router does not count; a wait here, one that it does not see.
            options.Retry.MaxRetries = 0;
            options.Pacing.Enabled = false;
            options.Timeouts.Idle = lane.IdleTimeout ?? options.Timeouts.Idle;
            if (options.Timeouts.FirstToken == Timeout.InfiniteTimeSpan || options.Timeouts.FirstToken > router.Patience)
                options.Timeouts.FirstToken = router.Patience;
        });
    }

    private static void Point(TogetherClientOptions options, Uri home, Uri address, string? apiKey)
    {
        options.BaseAddress = address;
        bool elsewhere = Uri.Compare(home, address, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0;
        if (!elsewhere && apiKey is null)
            return;
        if (elsewhere)
            options.DefaultHeaders.Clear(); // they may be as secret as the key
        options.ApiKey = apiKey;
        options.AllowAnonymous = apiKey is null;
        options.IgnoresEnvironment = true; // the key that stands there is another host's
    }
}
