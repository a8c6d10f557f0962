using System.Text.Json.Nodes;

namespace TogetherAI.Local.Tests.Dedicated;

/// <summary>Events, analytics and the ledger: what tells of an endpoint from outside.</summary>
public class ObservingTests
{
    public static TheoryData<HostKind> BothHosts { get; } = [HostKind.InProcess, HostKind.Kestrel];

    [Fact]
    public async Task Events_tell_the_story_backwards_each_at_its_own_moment()
    {
        await using Rented rented = await Rented.StartAsync();
        DedicatedDeployment deployment = await rented.DeployAsync(await rented.EndpointAsync());
        rented.Pass(600);
        List<DedicatedEvent> events = await rented.Dedicated.Endpoints.ListEventsAsync(deployment.EndpointId).ToListAsync();
        events.Reverse();
        Assert.Equal(
            [
                "0 endpoint.created ",
                "0 deployment.created ",
                "0 deployment.scaled ",
                "0 deployment.status_updated DEPLOYMENT_STATE_PROVISIONING",
                "0 pod.startup_phase_changed PullingImage",
                "1 pod.startup_phase_changed Starting",
                "2 pod.startup_phase_changed LoadingWeights",
                "3 pod.startup_phase_changed StartupComplete",
                "3 deployment.status_updated DEPLOYMENT_STATE_READY",
            ],
            events.Select(happened => FormattableString.Invariant(
                $"{(happened.CreatedAt - deployment.CreatedAt).TotalMinutes} {happened.Type} {happened.Reason ?? (happened.Type == DedicatedEventType.DeploymentStatusUpdated ? happened.Message!.Split(':')[0] : "")}")));
        Assert.Equal("local/chat/d", events[1].Name);
        Assert.Equal((DedicatedEventSource.Endpoint, DedicatedEventSource.Deployment), (events[0].SourceKind, events[1].SourceKind));
        Assert.All(events.Skip(1), happened => Assert.Equal(deployment.Id, happened.DeploymentId));
    }

    [Fact]
    public async Task Events_are_chosen_and_paged()
    {
        await using Rented rented = await Rented.StartAsync();
        rented.Cloud.Stock.Set(Rented.H100, 0);
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        DedicatedDeployment one = await rented.DeployAsync(endpoint, name: "one");
        DedicatedDeployment two = await rented.DeployAsync(endpoint, name: "two", gpu: "H200");
        rented.Pass(10);
        rented.Cloud[two.Id].Crash();

        Assert.Equal(["InsufficientCapacity"], (await EventsAsync(new() { MinLevel = DedicatedEventLevel.Warn, DeploymentIds = [one.Id] })).Select(static e => e.Reason!));
        DedicatedEvent log = Assert.Single(await EventsAsync(new() { MinLevel = DedicatedEventLevel.Error }));
        Assert.Equal((DedicatedEventType.PodLog, two.Id, "engine: killed by signal 9"), (log.Type, log.DeploymentId, log.LogExcerpt));
        Assert.Equal(["endpoint.created"], (await EventsAsync(new() { SourceKinds = [DedicatedEventSource.Endpoint] })).Select(static e => e.Type.Value));
        Assert.All(await EventsAsync(new() { DeploymentIds = [two.Id] }), e => Assert.Equal(two.Id, e.DeploymentId));
        Assert.Contains(await EventsAsync(new() { DeploymentIds = [two.Id], SourceKinds = [DedicatedEventSource.Endpoint, DedicatedEventSource.Deployment] }), static e => e.DeploymentId is null);
        Assert.Single(await EventsAsync(new() { SubjectId = "Scheduled" }));
        Assert.Equal(
            ["LoadingWeights", "Starting"],
            (await EventsAsync(new() { Since = two.CreatedAt.AddMinutes(1), Until = two.CreatedAt.AddMinutes(3) })).Select(static e => e.Reason!));
        int all = (await EventsAsync(new())).Count;
        Assert.Equal(all, (await EventsAsync(new() { Limit = 2 })).Count);
        Assert.Equal(400, (await rented.SendAsync("GET", $"{Rented.Project}/endpoints/{endpoint.Id}/events?deploymentIds=dep_0")).Status);

        async Task<List<DedicatedEvent>> EventsAsync(DedicatedEventListOptions options) =>
            await rented.Dedicated.Endpoints.ListEventsAsync(endpoint.Id, options).ToListAsync();
    }

    [Fact]
    public async Task Events_come_late_where_the_cloud_is_told_so()
    {
        await using Rented rented = await Rented.StartAsync(configure: static o => o.Dedicated.EventLag = TimeSpan.FromMinutes(2));
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        Assert.Empty(await rented.Dedicated.Endpoints.ListEventsAsync(endpoint.Id).ToListAsync());
        rented.Pass(2);
        Assert.Single(await rented.Dedicated.Endpoints.ListEventsAsync(endpoint.Id).ToListAsync());
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Analytics_show_what_ended_once_the_lag_is_over(HostKind host)
    {
        await using Rented rented = await Rented.StartAsync(host, static o =>
        {
            o.Dedicated.AnalyticsLag = TimeSpan.FromMinutes(3);
            o.Dedicated.SupportedModels.Clear();
            o.Dedicated.SupportedModels.Add("tai-tiny", static model => model.AddProfile(Rented.H100, static profile =>
                (profile.TimeToFirstToken, profile.TokensPerSecond) = (TimeSpan.FromMilliseconds(200), 10)));
        });
        DedicatedEndpoint endpoint = await rented.EndpointAsync();
        await Assert.ThrowsAsync<TogetherOverloadedException>(() => rented.AskAsync());
        DedicatedDeployment deployment = await rented.DeployAsync(endpoint);
        rented.Pass(3);
        await rented.Dedicated.Endpoints.SetTrafficSplitAsync(endpoint.Id, [new TrafficSplitEntry { DeploymentId = deployment.Id, Weight = 1 }]);
        rented.Pass(1);
        rented.Time.AutoAdvance = true;
        await rented.AskAsync();
        await rented.AskAsync();
        rented.Time.AutoAdvance = false;

        rented.Pass(2.9);
        RequestMetrics early = (await rented.Dedicated.Endpoints.GetAnalyticsAsync(endpoint.Id)).Metrics!.RequestMetrics!;
        Assert.Equal((1, 0, 1), (early.TotalRequests, early.SuccessfulRequests, early.FailedRequests));
        rented.Pass(0.2);
        EndpointAnalytics late = await rented.Dedicated.Endpoints.GetAnalyticsAsync(endpoint.Id, new EndpointAnalyticsOptions
        {
            StartTime = endpoint.CreatedAt,
            EndTime = endpoint.CreatedAt.AddMinutes(10),
            IncludeTimeSeries = true,
            Granularity = "1m",
        });
        EndpointMetrics metrics = late.Metrics!;
        Assert.Equal((3, 2, 1), (metrics.RequestMetrics!.TotalRequests, metrics.RequestMetrics.SuccessfulRequests, metrics.RequestMetrics.FailedRequests));
        Assert.Equal([("200", 2L), ("503", 1L)], metrics.RequestMetrics.RequestsByStatusCode!.Select(static pair => (pair.Key, pair.Value)));
        Assert.Equal((200.0, 400.0, 100.0), (metrics.LatencyMetrics!.TtftP50Ms, metrics.LatencyMetrics.LatencyP99Ms, metrics.LatencyMetrics.ItlP90Ms));
        Assert.Equal((6L, 3.0 * 2 / 3), (metrics.TokenMetrics!.TotalOutputTokens, metrics.TokenMetrics.AvgOutputTokens));
        Assert.Equal(100.0 / 3, metrics.ErrorMetrics!.ErrorRate);
        Assert.NotNull(metrics.ResourceUtilization!.GpuUtilization);
        Assert.Equal([1.0, 0, 0, 0, 2, 0, 0, 0, 0, 0], late.TimeSeries!.Select(static point => point.Values!["total_requests"]));
        DeploymentAnalytics one = Assert.Single(late.DeploymentAnalytics!);
        Assert.Equal((deployment.Id, 2), (one.DeploymentId, one.Metrics!.RequestMetrics!.TotalRequests));
    }

    [Fact]
    public async Task A_request_under_way_does_not_show_and_one_that_was_given_up_does()
    {
        await using Rented rented = await Rented.StartAsync(configure: static o =>
        {
            o.Dedicated.SupportedModels.Clear();
            o.Dedicated.SupportedModels.Add("tai-tiny", static model => model.AddProfile(Rented.H100, static p => p.TimeToFirstToken = TimeSpan.FromHours(1)));
        });
        DedicatedDeployment deployment = await rented.ServeAsync();
        LocalDeployment local = rented.Cloud[deployment.Id];
        using CancellationTokenSource leaving = new();
        Task asked = rented.AskAsync(cancellationToken: leaving.Token);
        await Lanes.LaneCloud.UntilAsync(() => local.Running == 1);
        rented.Pass(4);
        Assert.Equal(0, (await rented.Dedicated.Endpoints.GetAnalyticsAsync(deployment.EndpointId)).Metrics!.RequestMetrics!.TotalRequests);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await Lanes.LaneCloud.UntilAsync(() => local.Unfinished == 1);
        rented.Pass(2);
        Assert.Equal(
            ["499"], (await rented.Dedicated.Endpoints.GetAnalyticsAsync(deployment.EndpointId)).Metrics!.RequestMetrics!.RequestsByStatusCode!.Keys);
    }

    [Theory]
    [MemberData(nameof(BothHosts))]
    public async Task Another_process_reads_the_ledger(HostKind host)
    {
        await using Rented rented = await Rented.StartAsync(host);
        DedicatedDeployment deployment = await rented.ServeAsync();
        rented.Pass(59);
        LedgerEntry entry = Assert.Single(rented.Cloud.Ledger.Entries);
        (int status, JsonNode body) = await rented.SendAsync("GET", "/local/ledger");
        Assert.Equal(200, status);
        JsonNode expected = JsonNode.Parse(
            $$"""
            {"object":"list","data":[{"endpoint_id":"{{deployment.EndpointId}}","endpoint_name":"local/chat","deployment_id":"{{deployment.Id}}",
            "replica_id":"{{entry.ReplicaId}}","instance_type":"1xnvidia-h100-80gb","region":"us-east-1","started_at":"2026-01-01T00:03:00Z",
            "ended_at":null,"minutes":60,"usd":3.99}],"total_minutes":60,"total_usd":3.99}
            """)!;
        Assert.True(JsonNode.DeepEquals(expected, body), body.ToJsonString());
        Assert.Equal((3.99m, 60, 1), (rented.Cloud.Ledger.UsdOf(deployment.EndpointId), rented.Cloud.Ledger.MinutesOf(deployment.Id), rented.Cloud.Ledger.RunningReplicas));
        Assert.Equal(0, rented.Cloud.Ledger.UsdOf("ep_0"));
    }
}
