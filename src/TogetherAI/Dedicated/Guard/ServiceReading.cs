namespace TogetherAI;

/// <summary>Asks the service how many requests there were, over a window and what its numbers lag behind.</summary>
internal static class ServiceReading
{
    /// <param name="client">Whom to ask with.</param>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="deploymentId">One of its deployments; null for all of them together.</param>
    /// <param name="window">The window to be covered.</param>
    /// <param name="options">Knows the lag.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What it says; null where it says nothing about requests.</returns>
    public static async Task<ServiceTraffic?> ReadAsync(
        TogetherClient client, string endpointId, string? deploymentId, TimeSpan window, IdleGuardOptions options, CancellationToken cancellationToken)
    {
        TimeProvider time = client.Options.TimeProvider;
        DateTimeOffset start = time.GetUtcNow() - window - options.ServiceLag;
        ServiceTraffic? traffic = null;
        for (int attempt = 0; attempt < 2; attempt++)
        {
            // No end: the service's own clock sets it, and one that disagrees with this machine's shows.
            DateTimeOffset now = time.GetUtcNow();
            EndpointAnalytics analytics = await client.Dedicated.Endpoints.GetAnalyticsAsync(
                endpointId, new EndpointAnalyticsOptions { DeploymentId = deploymentId, StartTime = start }, cancellationToken).ConfigureAwait(false);
            if (Requests(analytics, deploymentId) is not { } requests)
                return null;
            DateTimeOffset from = Later(start, analytics.TimeRange?.StartTime ?? start);
            traffic = new ServiceTraffic(requests, from, Until(analytics.TimeRange?.EndTime ?? now, now, options));

            // Its numbers end sooner, or begin later, than was asked for: once more, and further back. What is there already shows enough if there was a request.
            TimeSpan missing = window - (traffic.Value.Until - from);
            if (requests > 0 || missing <= TimeSpan.Zero)
                break;
            start -= missing + (from - start);
        }

        return traffic;
    }

    /// <summary>Until when the numbers are taken to be complete: they lag by at least what is allowed for.</summary>
    private static DateTimeOffset Until(DateTimeOffset end, DateTimeOffset now, IdleGuardOptions options) =>
        end - now > options.LongestLag || end < now - options.ServiceLag ? end : now - options.ServiceLag;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>The most that any of the numbers says; they may be of the endpoint, of the deployment, or of both.</summary>
    private static long? Requests(EndpointAnalytics analytics, string? deploymentId)
    {
        long? most = Of(analytics.Metrics?.RequestMetrics, analytics.Metrics?.TokenMetrics);
        if (deploymentId is null)
            return most;
        foreach (DeploymentMetrics? metrics in (analytics.Metrics?.DeploymentMetrics ?? []).Concat((analytics.DeploymentAnalytics ?? []).Select(static one => one.Metrics)))
        {
            if (metrics?.DeploymentId == deploymentId && Of(metrics.RequestMetrics, metrics.TokenMetrics) is { } requests)
                most = Math.Max(most ?? 0, requests);
        }

        return most;
    }

    /// <summary>
    /// The JSON of Protocol Buffers leaves out a number that is 0: metrics without one tell of no request, provided that nothing else in them
    /// tells of one. No metrics at all tell nothing.
    /// </summary>
    private static long? Of(RequestMetrics? metrics, TokenMetrics? tokens)
    {
        if (metrics is null)
            return null;
        long counted = Math.Max(
            metrics.TotalRequests ?? 0,
            Math.Max((metrics.SuccessfulRequests ?? 0) + (metrics.FailedRequests ?? 0), metrics.RequestsByStatusCode?.Values.Sum() ?? 0));
        bool seen = metrics.RequestsPerSecond > 0 || tokens?.TotalInputTokens > 0 || tokens?.TotalOutputTokens > 0;
        return counted == 0 && seen ? 1 : counted;
    }
}
