using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Web;

namespace TogetherAI.Tests.Dedicated.Guard;

/// <summary>
/// A service with endpoints that a test changes by hand. It reports the requests that <see cref="FakeDeployment.Requests"/> holds, as late as
/// <see cref="Lag"/> says.
/// </summary>
internal sealed class FakeDeployments(TimeProvider time) : HttpMessageHandler
{
    public List<FakeEndpoint> Endpoints { get; } = [];

    /// <summary>How late a request shows in the numbers.</summary>
    public TimeSpan Lag { get; set; }

    /// <summary>Whether the service says that its numbers end there, or claims that they go on until now.</summary>
    public bool SaysItsLag { get; set; }

    /// <summary>How far the service's clock is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>What the numbers look like in place of the true ones; null for those.</summary>
    public string? Metrics { get; set; }

    /// <summary>Fails the requests whose path ends with it.</summary>
    public string? Fails { get; set; }

    /// <summary>Runs before a change is made, such as to be faster than it.</summary>
    public Action<FakeDeployment>? BeforeChange { get; set; }

    /// <summary>Answers a change in place of making it; null to make it.</summary>
    public HttpStatusCode? RefusesChanges { get; set; }

    /// <summary>The changes that were asked for: deployment and body.</summary>
    public List<(string Deployment, string Body)> Changes { get; } = [];

    /// <summary>The paths that were asked for.</summary>
    public List<string> Asked { get; } = [];

    private DateTimeOffset Now => time.GetUtcNow() + Ahead;

    public FakeDeployment Add(string name = "chat", string hardware = "1xnvidia-h100-80gb")
    {
        FakeEndpoint endpoint = new($"ep_{name}", $"acme/{name}");
        Endpoints.Add(endpoint);
        return Add(endpoint, "one", hardware);
    }

    public FakeDeployment Add(FakeEndpoint endpoint, string name, string hardware = "1xnvidia-h100-80gb")
    {
        FakeDeployment deployment = new(endpoint, $"dep_{endpoint.Id[3..]}_{name}", $"{endpoint.Name}/{name}", hardware) { CreatedAt = time.GetUtcNow() };
        endpoint.Deployments.Add(deployment);
        return deployment;
    }

    public TogetherClient Client(Action<TogetherClientOptions>? configure = null) => Calls.Client(this, time, options =>
    {
        options.ProjectId = "p";
        configure?.Invoke(options);
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.AbsolutePath;
        lock (Asked)
            Asked.Add(path);
        if (Fails is not null && path.EndsWith(Fails, StringComparison.Ordinal))
            return FakeHandler.Answer(HttpStatusCode.BadRequest, "{}", "application/json");
        if (path == "/v2/public/inference-instance-types")
            return Json("""{"object":"list","data":[{"id":"1xnvidia-h100-80gb","priceCentsPerHour":399},{"id":"1xnvidia-b200-180gb","priceCentsPerHour":995}]}""");
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries)[4..]; // v2 projects p endpoints …
        if (parts.Length == 0)
            return Json(List(Endpoints.Select(Of)));
        FakeEndpoint? endpoint = Endpoints.Find(one => one.Id == parts[0]);
        FakeDeployment? deployment = parts.Length > 2 ? endpoint?.Deployments.Find(one => one.Id == parts[2]) : null;
        if (endpoint is null || (parts.Length > 2 && deployment is null))
            return FakeHandler.Answer(HttpStatusCode.NotFound, "{}", "application/json");
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(request.RequestUri.Query);
        return parts switch
        {
            [_] => Json(Of(endpoint)),
            [_, "deployments"] => Json(List(endpoint.Deployments.Select(Of))),
            [_, "analytics"] => Json(Analytics(endpoint, query["deploymentId"], DateTimeOffset.Parse(query["startTime"]!, CultureInfo.InvariantCulture))),
            [_, "events"] => Json(List(endpoint.Events.Where(one => one.At >= DateTimeOffset.Parse(query["since"]!, CultureInfo.InvariantCulture)).Reverse().Select(Of))),
            [_, "deployments", _] when request.Method == HttpMethod.Get => Json(Of(deployment!)),
            _ => Change(deployment!, await request.Content!.ReadAsStringAsync(cancellationToken)),
        };
    }

    private HttpResponseMessage Change(FakeDeployment deployment, string body)
    {
        Changes.Add((deployment.Id, body));
        BeforeChange?.Invoke(deployment);
        if (RefusesChanges is { } status)
            return FakeHandler.Answer(status, "{}", "application/json");
        using JsonDocument change = JsonDocument.Parse(body);
        if (change.RootElement.TryGetProperty("etag", out JsonElement etag) && etag.GetString() != deployment.Etag)
            return FakeHandler.Answer(HttpStatusCode.Conflict, "{}", "application/json");
        JsonElement scaling = change.RootElement.GetProperty("autoscaling");
        deployment.Scale(scaling.GetProperty("minReplicas").GetInt32(), scaling.GetProperty("maxReplicas").GetInt32());
        return Json(Of(deployment));
    }

    private string Analytics(FakeEndpoint endpoint, string? only, DateTimeOffset start)
    {
        DateTimeOffset known = Now - Lag;
        DateTimeOffset end = SaysItsLag ? known : Now;
        int requests = endpoint.Deployments.Where(one => only is null || one.Id == only).Sum(one => one.Requests.Count(at => at >= start && at < end && at <= known));
        string metrics = Metrics ?? $$$"""{"requestMetrics":{"totalRequests":"{{{requests}}}"}}""";
        return $$$"""{"endpointId":"{{{endpoint.Id}}}","timeRange":{"startTime":"{{{start:O}}}","endTime":"{{{end:O}}}"},"metrics":{{{metrics}}}}""";
    }

    private static string Of(FakeEndpoint endpoint)
    {
        string split = string.Join(",", endpoint.Deployments.Where(one => one.Weight > 0).Select(one => $$"""{"deploymentId":"{{one.Id}}","weight":{{one.Weight}}}"""));
        string deployments = string.Join(",", endpoint.Deployments.Select(one => $$"""{"id":"{{one.Id}}","name":"{{one.Name}}","state":"{{one.State}}"}"""));
        string rollout = endpoint.Rollout is null ? "" : $"\"activeRolloutId\":\"{endpoint.Rollout}\",";
        return $$"""{"id":"{{endpoint.Id}}","projectId":"p","name":"{{endpoint.Name}}",{{rollout}}"trafficSplit":[{{split}}],"deployments":[{{deployments}}],"etag":"e"}""";
    }

    private static string Of(FakeDeployment one) =>
        $$$"""
        {"id":"{{{one.Id}}}","projectId":"p","endpointId":"{{{one.Endpoint.Id}}}","name":"{{{one.Name}}}","hardware":"{{{one.Hardware}}}","etag":"{{{one.Etag}}}",
        "trafficMode":"TRAFFIC_MODE_LIVE","createdAt":"{{{one.CreatedAt:O}}}","autoscaling":{"minReplicas":{{{one.Min}}},"maxReplicas":{{{one.Max}}}},
        "desiredReplicas":{{{one.Min}}},"status":{"state":"{{{one.State}}}","readyReplicas":{{{one.Ready}}}}}
        """;

    private static string Of((DateTimeOffset At, string Type, string Deployment, string More) one) =>
        $$"""{"id":"e","createdAt":"{{one.At:O}}","type":"{{one.Type}}","deploymentId":"{{one.Deployment}}"{{one.More}}}""";

    private static string List(IEnumerable<string> entries) => $$"""{"object":"list","data":[{{string.Join(",", entries)}}]}""";

    private static HttpResponseMessage Json(string json) => FakeHandler.Answer(HttpStatusCode.OK, json, "application/json");
}

/// <summary>An endpoint of the fake service.</summary>
internal sealed record FakeEndpoint(string Id, string Name)
{
    public List<FakeDeployment> Deployments { get; } = [];

    public List<(DateTimeOffset At, string Type, string Deployment, string More)> Events { get; } = [];

    public string? Rollout { get; set; }
}

/// <summary>A deployment of the fake service, ready with one replica unless a test says otherwise.</summary>
internal sealed class FakeDeployment(FakeEndpoint endpoint, string id, string name, string hardware)
{
    private int _version = 1;

    public FakeEndpoint Endpoint => endpoint;

    public string Id => id;

    public string Name => name;

    public string Hardware => hardware;

    public DateTimeOffset CreatedAt { get; set; }

    public DeploymentState State { get; set; } = DeploymentState.Ready;

    public int Ready { get; set; } = 1;

    public int Min { get; private set; } = 1;

    public int Max { get; private set; } = 1;

    public double Weight { get; set; } = 1;

    public string Etag => $"v{_version}";

    /// <summary>When requests came, the oldest first.</summary>
    public List<DateTimeOffset> Requests { get; } = [];

    public bool Runs => Ready > 0 && Max > 0;

    public void Scale(int min, int max)
    {
        (Min, Max) = (min, max);
        _version++;
        if (max > 0)
            return;
        (State, Ready) = (DeploymentState.Stopped, 0);
    }
}
