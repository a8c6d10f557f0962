using System.Text.Json.Nodes;

namespace TogetherAI.Local.Tests.Dedicated;

/// <summary>A server with a virtual cloud on a clock of its own, and a client that never tries twice.</summary>
internal sealed class Rented : IAsyncDisposable
{
    public const string H100 = "1xnvidia-h100-80gb";
    public const string H200 = "1xnvidia-h200-141gb";
    public const string Project = "/v2/projects/proj_local";

    private Rented(LocalTogether local, VirtualTimeProvider time)
    {
        (Local, Time) = (local, time);
        Client = local.CreateClient(static o => o.Retry.MaxRetries = 0);
    }

    public LocalTogether Local { get; }

    public VirtualTimeProvider Time { get; }

    public TogetherClient Client { get; }

    public DedicatedClient Dedicated => Client.Dedicated;

    public DedicatedCloud Cloud => Local.Dedicated;

    /// <summary>Minutes since the start.</summary>
    public double Minutes => (Time.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalMinutes;

    public static async Task<Rented> StartAsync(HostKind host = HostKind.InProcess, Action<LocalTogetherOptions>? configure = null)
    {
        VirtualTimeProvider time = new();
        LocalTogether local = await Hosts.StartAsync(host, o =>
        {
            o.TimeProvider = time;
            configure?.Invoke(o);
        });
        local.Chat.Always().Reply("one two three");
        return new Rented(local, time);
    }

    public void Pass(double minutes) => Time.Advance(TimeSpan.FromMinutes(minutes));

    public async Task<DeploymentProfile> ProfileAsync(string gpu = "H100")
    {
        await foreach (SupportedModel model in Dedicated.SupportedModels.ListAsync())
            return model.DeploymentProfiles.Single(profile => profile.GpuType == gpu);
        throw new InvalidOperationException("There is no supported model.");
    }

    public Task<DedicatedEndpoint> EndpointAsync(string name = "chat") =>
        Dedicated.Endpoints.CreateAsync(new CreateDedicatedEndpointRequest { Name = name });

    /// <summary>A deployment on its way up.</summary>
    public async Task<DedicatedDeployment> DeployAsync(
        DedicatedEndpoint endpoint, int min = 1, int? max = null, string name = "d", string gpu = "H100", DeploymentPlacement? placement = null)
    {
        DeploymentProfile profile = await ProfileAsync(gpu);
        return await Dedicated.Deployments.CreateAsync(endpoint.Id, new CreateDedicatedDeploymentRequest
        {
            Name = name,
            Model = profile.Model,
            Config = profile.Config,
            Autoscaling = new DeploymentAutoscaling { MinReplicas = min, MaxReplicas = max ?? min },
            Placement = placement,
        });
    }

    /// <summary>An endpoint whose one deployment is ready and gets all traffic.</summary>
    public async Task<DedicatedDeployment> ServeAsync(int min = 1, int? max = null)
    {
        DedicatedEndpoint endpoint = await EndpointAsync();
        DedicatedDeployment deployment = await DeployAsync(endpoint, min, max);
        Pass(3);
        await Dedicated.Endpoints.SetTrafficSplitAsync(endpoint.Id, [new TrafficSplitEntry { DeploymentId = deployment.Id, Weight = 1 }]);
        Pass(1);
        return await GetAsync(deployment);
    }

    public Task<DedicatedDeployment> GetAsync(DedicatedDeployment deployment) =>
        Dedicated.Deployments.GetAsync(deployment.EndpointId, deployment.Id);

    public async Task<DeploymentState> StateAsync(DedicatedDeployment deployment) => (await GetAsync(deployment)).Status.State;

    public Task<DedicatedDeployment> ScaleAsync(DedicatedDeployment deployment, int min, int max) => Dedicated.Deployments.UpdateAsync(
        deployment.EndpointId,
        deployment.Id,
        new DedicatedDeploymentUpdate { Autoscaling = new DeploymentAutoscaling { MinReplicas = min, MaxReplicas = max } });

    public Task<ChatResponse> AskAsync(string model = "local/chat", CancellationToken cancellationToken = default) => Client.Chat.CreateAsync(
        new ChatRequest { Model = model, Messages = [ChatMessage.User("Go")], MaxTokens = 16 }, cancellationToken);

    /// <summary>Sends JSON as it stands.</summary>
    public async Task<(int Status, JsonNode Body)> SendAsync(string method, string path, string? json = null)
    {
        using HttpClient http = Local.CreateHttpClient();
        using HttpRequestMessage request = json is null ? new(new HttpMethod(method), path) : Hosts.Post(path, json);
        request.Method = new HttpMethod(method);
        using HttpResponseMessage response = await http.SendAsync(request);
        string body = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, body.Length == 0 ? new JsonObject() : JsonNode.Parse(body)!);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Local.DisposeAsync();
    }
}
