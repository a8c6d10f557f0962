namespace TogetherAI;

/// <summary>
/// Inference on hardware of one's own (<c>/v2</c>): endpoints, the deployments behind them, models, and what it all costs. Reached through
/// <see cref="TogetherClient.Dedicated"/>; thread-safe. Everything belongs to the project in <see cref="TogetherClientOptions.ProjectId"/>;
/// where none is set, the service is asked once for the key's own. Changes that carry an outdated etag fail with a
/// <see cref="TogetherConflictException"/>.
/// </summary>
public sealed partial class DedicatedClient
{
    private static readonly Uri s_inference = new("https://api-inference.together.ai/");

    private readonly TogetherConnection _connection;
    private readonly ProjectCalls _calls;

    internal TimeProvider TimeProvider => _connection.Options.TimeProvider;

    internal DedicatedClient(TogetherConnection connection)
    {
        _connection = connection;
        _calls = new ProjectCalls(connection);
    }

    /// <summary>The names that inference is sent to, and how their traffic is shared.</summary>
    public DedicatedEndpointsClient Endpoints => field ??= new DedicatedEndpointsClient(_calls);

    /// <summary>What works behind an endpoint, and is billed.</summary>
    public DedicatedDeploymentsClient Deployments => field ??= new DedicatedDeploymentsClient(_calls);

    /// <summary>The project's own models.</summary>
    public DedicatedModelsClient Models => field ??= new DedicatedModelsClient(_calls);

    /// <summary>The ways to run a model.</summary>
    public DedicatedConfigsClient Configs => field ??= new DedicatedConfigsClient(_calls);

    /// <summary>The models of together.ai that deployments can be made of.</summary>
    public SupportedModelsClient SupportedModels => field ??= new SupportedModelsClient(_calls);

    /// <summary>The hardware there is, where, and for how much.</summary>
    public InstanceTypesClient InstanceTypes => field ??= new InstanceTypesClient(_calls);

    /// <summary>Endpoints of the first version, of which no new ones can be made.</summary>
    public EndpointsV1Client V1 => field ??= new EndpointsV1Client(_connection);

    /// <summary>
    /// A client for inference on these endpoints, which together.ai serves on a host of its own; the model of a request is an endpoint's
    /// name, <c>project/endpoint</c>. It shares the connections and options of the client it comes from and needs no disposing. A client that
    /// was given another <see cref="TogetherClientOptions.BaseAddress"/> uses that one for inference too.
    /// </summary>
    public TogetherClient Inference => field ??= new TogetherClient(
        _connection.At(_connection.Options.BaseAddress == ApiEndpoint.Default ? s_inference : _connection.Options.BaseAddress!));
}
