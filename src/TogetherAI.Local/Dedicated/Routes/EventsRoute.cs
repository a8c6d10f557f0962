using System.Globalization;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local.Dedicated;

/// <summary><c>GET …/endpoints/{endpoint}/events</c>: the newest first, as far as they show by now.</summary>
internal sealed class EventsRoute(VirtualCloud cloud) : CloudRoutes(cloud)
{
    private const int MaxLimit = 10_000;

    public Task HandleAsync(ApiCall call)
    {
        WirePage<WireEvent> page = Cloud.Clock.Do(() =>
        {
            CloudEndpoint endpoint = Endpoint(call);
            Func<CloudEvent, bool> filter = Filter(call, endpoint);
            DateTimeOffset shown = Cloud.Clock.Now - Cloud.Options.EventLag;
            ListQuery query = ListQuery.Read(QueryOf(call), MaxLimit) with { Descending = true };
            (IReadOnlyList<CloudEvent> found, string? next) = query.Apply(
                endpoint.Events.NewestFirst.Where(happened => happened.At <= shown && filter(happened)),
                static (happened, _) => (happened.At, happened.Sequence));
            return new WirePage<WireEvent>([.. found.Select(happened => WireEvent.Of(happened, endpoint.Id))]) { NextCursor = next };
        });
        return call.WriteJsonAsync(200, page, DedicatedWireJson.Default.WirePageWireEvent);
    }

    private static Func<CloudEvent, bool> Filter(ApiCall call, CloudEndpoint endpoint)
    {
        string?[] types = [.. QueryOf(call)["types"]];
        string?[] deployments = [.. QueryOf(call)["deploymentIds"]];
        string?[] kinds = [.. QueryOf(call)["sourceKinds"]];
        (DateTimeOffset? since, DateTimeOffset? until) = (QueryTime(call, "since"), QueryTime(call, "until"));
        (string? subject, string? level) = (Query(call, "subjectId"), Query(call, "minLevel"));
        if (Array.Find(deployments, id => !endpoint.Deployments.Exists(deployment => deployment.Id == id)) is { } unknown)
            throw ApiException.Invalid("deploymentIds", $"deploymentIds names {unknown}, which is no deployment of {endpoint.Id}.");
        if (Array.Find(kinds, static kind => kind is not (WireEvent.OfEndpoint or WireEvent.OfDeployment)) is { } odd)
            throw ApiException.Invalid("sourceKinds", $"sourceKinds takes {WireEvent.OfEndpoint} and {WireEvent.OfDeployment}; it is {odd}.");
        int least = level is null ? 0 : CloudEvent.Levels.ToList().IndexOf(level);
        if (least < 0)
            throw ApiException.Invalid("minLevel", $"minLevel must be one of {string.Join(", ", CloudEvent.Levels)}; it is {level}.");
        return happened =>
            (types.Length == 0 || types.Contains(happened.Type))
            && (kinds.Length == 0 || kinds.Contains(happened.DeploymentId is null ? WireEvent.OfEndpoint : WireEvent.OfDeployment))
            // Of the endpoint itself only where that is asked for in so many words.
            && (deployments.Length == 0 || (happened.DeploymentId is { } id ? deployments.Contains(id) : kinds.Contains(WireEvent.OfEndpoint)))
            && (subject is null || happened.SubjectId == subject)
            && CloudEvent.Levels.ToList().IndexOf(happened.Level) >= least
            && (since is null || happened.At >= since)
            && (until is null || happened.At < until);
    }

    internal static DateTimeOffset? QueryTime(ApiCall call, string name) => Query(call, name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time
        : throw ApiException.Invalid(name, $"{name} must be a time such as 2026-01-01T00:00:00Z; it is {text}.");
}
