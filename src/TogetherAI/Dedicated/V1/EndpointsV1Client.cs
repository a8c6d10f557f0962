namespace TogetherAI;

/// <summary>
/// Endpoints of the first version (<c>/v1/endpoints</c>), which run until they are stopped; none can be made or started any more. Reached
/// through <see cref="DedicatedClient.V1"/>; thread-safe.
/// </summary>
public sealed class EndpointsV1Client
{
    private const string GoneReason =
        "The service no longer makes or starts endpoints of the first version: it answers 403 endpoints_v1_create_access_disabled. "
        + "Make an endpoint with Dedicated.Endpoints.CreateAsync and put a model behind it with Dedicated.Deployments.CreateAsync.";

    private readonly TogetherConnection _connection;

    internal EndpointsV1Client(TogetherConnection connection) => _connection = connection;

    /// <summary>Lists endpoints, in one answer.</summary>
    /// <param name="options">Which ones; null for all that the account can use, serverless ones included.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The endpoints, in short.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<EndpointV1List> ListAsync(EndpointV1ListOptions? options = null, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(EndpointV1Operations.List, cancellationToken, options?.ToQuery() ?? "");

    /// <summary>Reads an endpoint.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<EndpointV1> GetAsync(string endpointId, CancellationToken cancellationToken = default) =>
        await _connection.SendAsync(EndpointV1Operations.Get.At(endpointId), cancellationToken).ConfigureAwait(false);

    /// <summary>Makes an endpoint. The service refuses.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="TogetherAuthenticationException">
    /// 403 with the code <c>endpoints_v1_create_access_disabled</c>: what it answers by now.
    /// </exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    [Obsolete(GoneReason)]
    public Task<EndpointV1> CreateAsync(CreateEndpointV1Request request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _connection.SendAsync(EndpointV1Operations.Create, request, model: null, query: "", cancellationToken);
    }

    /// <summary>Changes an endpoint: its name, how many replicas it has, when it stops.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="update">What to change.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The endpoint as it is now.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<EndpointV1> UpdateAsync(string endpointId, EndpointV1Update update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return await _connection.SendAsync(EndpointV1Operations.Update.At(endpointId), update, model: null, query: "", cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Starts an endpoint that was stopped. The service refuses.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="TogetherAuthenticationException">
    /// 403 with the code <c>endpoints_v1_create_access_disabled</c>: what it answers by now.
    /// </exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    [Obsolete(GoneReason)]
    public Task<EndpointV1> StartAsync(string endpointId, CancellationToken cancellationToken = default) =>
        UpdateAsync(endpointId, new EndpointV1Update { State = EndpointV1State.Started }, cancellationToken);

    /// <summary>Stops an endpoint, and with it what it costs. There is no way back: the service starts none again.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The endpoint, on its way down; <see cref="WaitAsync"/> follows it.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<EndpointV1> StopAsync(string endpointId, CancellationToken cancellationToken = default) =>
        UpdateAsync(endpointId, new EndpointV1Update { State = EndpointV1State.Stopped }, cancellationToken);

    /// <summary>Deletes an endpoint for good.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Nothing but that it is done.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<EmptyResponse> DeleteAsync(string endpointId, CancellationToken cancellationToken = default) =>
        await _connection.SendAsync(EndpointV1Operations.Delete.At(endpointId), cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Waits until an endpoint is <see cref="EndpointV1State.Started"/>, <see cref="EndpointV1State.Stopped"/> or in
    /// <see cref="EndpointV1State.Error"/>.
    /// </summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="options">How to wait; null for no deadline and a look every 5 to 30 seconds.</param>
    /// <param name="progress">Told every state that was seen; null for nobody.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The endpoint; its state says which of these it is.</returns>
    /// <exception cref="TogetherTimeoutException">The deadline passed.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<EndpointV1> WaitAsync(
        string endpointId,
        WaitOptions? options = null,
        IProgress<EndpointV1>? progress = null,
        CancellationToken cancellationToken = default) =>
        Waiter.WaitAsync(
            token => GetAsync(endpointId, token),
            static endpoint => endpoint.State == EndpointV1State.Started || endpoint.State == EndpointV1State.Stopped
                || endpoint.State == EndpointV1State.Error,
            options,
            interval: TimeSpan.FromSeconds(5),
            maxInterval: TimeSpan.FromSeconds(30),
            progress,
            _connection.Options.TimeProvider,
            cancellationToken);

    /// <summary>Lists the hardware for endpoints of the first version, in one answer.</summary>
    /// <param name="model">The model it has to fit; then the list also says what is to be had. Null for all hardware.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The hardware.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<HardwareList> ListHardwareAsync(string? model = null, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(EndpointV1Operations.ListHardware, cancellationToken, new QueryString().Add("model", model).ToString());

    /// <summary>Lists the zones that endpoints can be put in, in one answer.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The zones.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<AvailabilityZoneList> ListAvailabilityZonesAsync(CancellationToken cancellationToken = default) =>
        _connection.SendAsync(EndpointV1Operations.ListAvailabilityZones, cancellationToken);

    /// <summary>Lists the LoRA adapters on an endpoint, in one answer.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The adapters.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<EndpointV1AdapterList> ListAdaptersAsync(string endpointId, CancellationToken cancellationToken = default) =>
        await _connection.SendAsync(EndpointV1Operations.ListAdapters.At(endpointId), cancellationToken).ConfigureAwait(false);

    /// <summary>Puts a LoRA adapter on an endpoint. Requests for the adapter then go there.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="modelId">Both together, <c>endpoint:adapter</c>, by their names.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is on the endpoint now.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<EndpointV1AdapterChange> AddAdapterAsync(
        string endpointId, string modelId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(modelId);
        EndpointV1AdapterRequest request = new(modelId);
        return await _connection.SendAsync(EndpointV1Operations.AddAdapter.At(endpointId), request, model: null, query: "", cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Takes a LoRA adapter off an endpoint.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="modelId">Both together, <c>endpoint:adapter</c>, by their names.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What is no longer on the endpoint.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<EndpointV1AdapterChange> RemoveAdapterAsync(
        string endpointId, string modelId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(modelId);
        EndpointV1AdapterRequest request = new(modelId);
        return await _connection.SendAsync(EndpointV1Operations.RemoveAdapter.At(endpointId), request, model: null, query: "", cancellationToken)
            .ConfigureAwait(false);
    }
}
