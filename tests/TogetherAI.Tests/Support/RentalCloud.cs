using TogetherAI.Local;
using TogetherAI.Tests.Journaling;

namespace TogetherAI.Tests;

/// <summary>A virtual cloud in this process, on a clock that jumps to whatever is waited for, and clients that are processes of their own to it.</summary>
internal sealed class RentalCloud : IAsyncDisposable
{
    private readonly List<TogetherClient> _clients = [];

    private RentalCloud(LocalTogether local, VirtualTimeProvider time) => (Local, Time) = (local, time);

    /// <summary>Where the journals lie; its folder exists, the file is in memory.</summary>
    public static string Journal { get; } = Path.Combine(Path.GetTempPath(), "leases.journal");

    public static RentRequest Rent { get; } = new() { Model = "tai-tiny", IdleStop = IdleStop.Never, LeaseJournal = Journal };

    public LocalTogether Local { get; }

    public VirtualTimeProvider Time { get; }

    public DedicatedCloud Cloud => Local.Dedicated;

    public static async Task<RentalCloud> StartAsync(Action<LocalTogetherOptions>? configure = null)
    {
        VirtualTimeProvider time = new() { AutoAdvance = true };
        LocalTogether local = await LocalTogether.StartAsync(options =>
        {
            options.TimeProvider = time;

            // Each is waited for with looks every five seconds, and some tests die at every one of them.
            options.Dedicated.ProvisioningDelay = options.Dedicated.ReplicaStartDelay = TimeSpan.FromSeconds(8);
            options.Dedicated.StopDelay = options.Dedicated.TrafficSplitDelay = TimeSpan.FromSeconds(4);
            configure?.Invoke(options);
        });
        local.Chat.Always().Reply("ok");
        return new RentalCloud(local, time);
    }

    /// <summary>A process.</summary>
    /// <param name="files">Its disk.</param>
    /// <param name="between">What stands between it and the cloud; null for nothing.</param>
    /// <param name="project">Its project; null for the key's own.</param>
    public TogetherClient Process(BreakableFiles? files = null, Func<HttpMessageHandler, HttpMessageHandler>? between = null, string? project = null)
    {
        HttpMessageHandler handler = Local.CreateHandler();
        TogetherClientOptions options = new()
        {
            BaseAddress = Local.BaseAddress,
            AllowAnonymous = true,
            TimeProvider = Time,
            ProjectId = project,
            JournalFiles = files,
            Timeouts = { Attempt = Timeout.InfiniteTimeSpan, Total = Timeout.InfiniteTimeSpan }, // the dead wait for good
            Retry = { Seed = 1 },
        };
        TogetherClient client = new(options, between?.Invoke(handler) ?? handler);
        _clients.Add(client);
        return client;
    }

    public async Task<DeploymentProfile> ProfileAsync(DedicatedClient dedicated, string gpu)
    {
        await foreach (SupportedModel model in dedicated.SupportedModels.ListAsync())
            return model.DeploymentProfiles.Single(profile => profile.GpuType == gpu);
        throw new InvalidOperationException("There is no supported model.");
    }

    /// <summary>An endpoint that serves and is nobody's lease.</summary>
    public async Task<(DedicatedEndpoint Endpoint, DedicatedDeployment Deployment)> ServeAsync(TogetherClient client, string name = "chat", string deployment = "main")
    {
        DeploymentProfile profile = await ProfileAsync(client.Dedicated, "H100");
        DedicatedEndpoint endpoint = await client.Dedicated.Endpoints.CreateAsync(new CreateDedicatedEndpointRequest { Name = name });
        CreateDedicatedDeploymentRequest request = new()
        {
            Name = deployment, Model = profile.Model, Config = profile.Config, Autoscaling = new DeploymentAutoscaling { MinReplicas = 1, MaxReplicas = 2 },
        };
        DedicatedDeployment made = await client.Dedicated.Deployments.CreateAsync(endpoint.Id, request);
        made = await client.Dedicated.Deployments.WaitAsync(endpoint.Id, made.Id);
        await client.Dedicated.Endpoints.SetTrafficSplitAsync(endpoint.Id, [new TrafficSplitEntry { DeploymentId = made.Id, Weight = 3 }]);
        Time.Advance(TimeSpan.FromMinutes(1));
        return (endpoint, made);
    }

    public static Task<ChatResponse> AskAsync(TogetherClient client, string model = "local/chat") =>
        client.Chat.CreateAsync(new ChatRequest { Model = model, Messages = [ChatMessage.User("?")], MaxTokens = 4 });

    public async ValueTask DisposeAsync()
    {
        foreach (TogetherClient client in _clients)
            client.Dispose();
        await Local.DisposeAsync();
    }
}
