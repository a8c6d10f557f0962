using System.Globalization;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary><c>GET …/endpoints/{endpoint}/analytics</c>: what ended long enough ago to show.</summary>
internal sealed class AnalyticsRoute(VirtualCloud cloud) : CloudRoutes(cloud)
{
    // A chart has no more points than that.
    private const int MostPoints = 10_000;

    public Task HandleAsync(ApiCall call)
    {
        WireAnalytics analytics = Cloud.Clock.Do(() =>
        {
            CloudEndpoint endpoint = Endpoint(call);
            DateTimeOffset end = EventsRoute.QueryTime(call, "endTime") ?? Cloud.Clock.Now;
            DateTimeOffset start = EventsRoute.QueryTime(call, "startTime") ?? end.AddDays(-1);
            if (start >= end)
                throw ApiException.Invalid("startTime", "startTime must be before endTime.");
            TimeSpan? step = QueryFlag(call, "includeTimeSeries") ? Granularity(Query(call, "granularity") ?? "1d", end - start) : null;
            string? only = Query(call, "deploymentId");
            if (only is not null && !endpoint.Deployments.Exists(deployment => deployment.Id == only))
                throw CloudErrors.NotFound("deployment", only);
            DateTimeOffset shown = Cloud.Clock.Now - Cloud.Options.AnalyticsLag;
            TrafficSample[] samples = [.. endpoint.Traffic.Samples.Where(sample =>
                sample.EndedAt <= shown && sample.ArrivedAt >= start && sample.ArrivedAt < end && (only is null || sample.DeploymentId == only))];
            CloudDeployment[] deployments = [.. endpoint.Deployments.Where(deployment => only is null || deployment.Id == only)];
            Summary summary = new(start, end, step, Cloud.Clock.Now, Cloud.Runs);
            return summary.Of(samples, deployments) with
            {
                EndpointId = endpoint.Id,
                DeploymentAnalytics =
                [
                    .. deployments.Select(deployment =>
                        summary.Of([.. samples.Where(sample => sample.DeploymentId == deployment.Id)], [deployment]) with
                        {
                            EndpointId = endpoint.Id,
                            DeploymentId = deployment.Id,
                        }),
                ],
            };
        });
        return call.WriteJsonAsync(200, analytics, DedicatedWireJson.Default.WireAnalytics);
    }

    private static TimeSpan Granularity(string text, TimeSpan range)
    {
        TimeSpan? unit = text.Length < 2 ? null : text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        if (unit is not { } one || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || count is < 1 or > 10_000)
            throw ApiException.Invalid("granularity", $"granularity must be a number with s, m, h or d after it, such as 1m; it is {text}.");
        return range / (count * one) <= MostPoints
            ? count * one
            : throw ApiException.Invalid(
                "granularity", FormattableString.Invariant($"granularity {text} would make more than {MostPoints} points of the time asked for."));
    }
}
