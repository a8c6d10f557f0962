namespace TogetherAI;

/// <summary>
/// The deployments of an endpoint: models at work, billed by the minute for each replica. Reached through
/// <see cref="DedicatedClient.Deployments"/>; thread-safe. To be rid of one: <see cref="StopAsync"/>, <see cref="WaitUntilStoppedAsync"/>,
/// take it out of the traffic split, <see cref="DeleteAsync"/>.
/// </summary>
public sealed class DedicatedDeploymentsClient
{
    private readonly ProjectCalls _calls;

    internal DedicatedDeploymentsClient(ProjectCalls calls) => _calls = calls;

    /// <summary>Lists an endpoint's deployments.</summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="options">Which ones, in what order; null for all.</param>
    /// <param name="cancellationToken">Ends the reading of the list.</param>
    /// <returns>The deployments.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The limit is less than 1. What else goes wrong is thrown while going through the list.
    /// </exception>
    public CursorList<DedicatedDeployment> ListAsync(
        string endpointId, DedicatedListOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.List(
            DedicatedDeploymentOperations.List,
            [endpointId],
            options,
            cancellationToken,
            query => query.Add("orderBy", options?.OrderBy).Add("filter", options?.Filter));

    /// <summary>Reads a deployment.</summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="deploymentId">The deployment (<c>dep_…</c>).</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The deployment.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedDeployment> GetAsync(string endpointId, string deploymentId, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(DedicatedDeploymentOperations.Get, [endpointId, deploymentId], cancellationToken);

    /// <summary>
    /// Makes a deployment. It starts at once and is billed until somebody stops it: nothing else does. If the call fails after the service
    /// may have acted, it is not repeated; look into the list before trying again.
    /// </summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="request">What to make; a <see cref="DeploymentProfile"/> knows model and config.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The deployment, on its way up; <c>WaitAsync</c> follows it.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedDeployment> CreateAsync(
        string endpointId, CreateDedicatedDeploymentRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _calls.SendAsync(DedicatedDeploymentOperations.Create, [endpointId], request, query: "", cancellationToken);
    }

    /// <summary>Has the service check a deployment without making it.</summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="request">What would be made.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The deployment as it would be.</returns>
    /// <exception cref="TogetherInvalidRequestException">It could not be made.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedDeployment> ValidateAsync(
        string endpointId, CreateDedicatedDeploymentRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _calls.SendAsync(DedicatedDeploymentOperations.Validate, [endpointId], request, "?validateOnly=true", cancellationToken);
    }

    /// <summary>Changes a deployment: its name, or how many replicas it has.</summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="deploymentId">The deployment (<c>dep_…</c>).</param>
    /// <param name="update">What to change.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The deployment as it is now.</returns>
    /// <exception cref="ArgumentException">The update names nothing to change.</exception>
    /// <exception cref="TogetherConflictException">The etag is outdated.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedDeployment> UpdateAsync(
        string endpointId, string deploymentId, DedicatedDeploymentUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);

        // Without a mask the bounds that an autoscaling leaves out stay; named in one, it would be replaced as a whole.
        string mask = update is { UpdateMask: null, Autoscaling: not null } ? "" : FieldMask.Of(update.UpdateMask, ("name", update.Name is not null));
        return _calls.SendAsync(DedicatedDeploymentOperations.Update, [endpointId, deploymentId], update, mask, cancellationToken);
    }

    /// <summary>Stops a deployment by taking all its replicas away. <see cref="UpdateAsync"/> with at least one replica starts it again.</summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="deploymentId">The deployment (<c>dep_…</c>).</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The deployment, on its way down; <see cref="WaitUntilStoppedAsync"/> follows it. What is stopping may still be billed.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedDeployment> StopAsync(string endpointId, string deploymentId, CancellationToken cancellationToken = default) =>
        UpdateAsync(
            endpointId,
            deploymentId,
            new DedicatedDeploymentUpdate { Autoscaling = new DeploymentAutoscaling { MinReplicas = 0, MaxReplicas = 0 } },
            cancellationToken);

    /// <summary>Deletes a deployment for good. It has to be stopped and out of the traffic split.</summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="deploymentId">The deployment (<c>dep_…</c>).</param>
    /// <param name="etag">The version to delete: with another in force the call fails. Null for whatever is there.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Nothing but that it is done.</returns>
    /// <exception cref="TogetherConflictException">The etag is outdated.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<EmptyResponse> DeleteAsync(
        string endpointId, string deploymentId, string? etag = null, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(
            DedicatedDeploymentOperations.Delete, [endpointId, deploymentId], cancellationToken, new QueryString().Add("etag", etag).ToString());

    /// <summary>
    /// Waits until a deployment has come up, or will not: until it is <see cref="DeploymentState.Ready"/>, <see cref="DeploymentState.Degraded"/>,
    /// <see cref="DeploymentState.Failed"/> or <see cref="DeploymentState.Stopped"/>. Ready is not yet serving: it needs a weight in the traffic
    /// split for that.
    /// </summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="deploymentId">The deployment (<c>dep_…</c>).</param>
    /// <param name="options">How to wait; null for no deadline and a look every 5 to 30 seconds.</param>
    /// <param name="progress">Told every state that was seen; null for nobody.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The deployment; its status says which of these it is.</returns>
    /// <exception cref="TogetherTimeoutException">The deadline passed.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedDeployment> WaitAsync(
        string endpointId,
        string deploymentId,
        WaitOptions? options = null,
        IProgress<DedicatedDeployment>? progress = null,
        CancellationToken cancellationToken = default) =>
        WaitAsync(
            endpointId,
            deploymentId,
            static state => state == DeploymentState.Ready || state == DeploymentState.Degraded
                || state == DeploymentState.Failed || state == DeploymentState.Stopped,
            options,
            progress,
            cancellationToken);

    /// <summary>
    /// Waits until a deployment is <see cref="DeploymentState.Stopped"/> or <see cref="DeploymentState.Failed"/>, after
    /// <see cref="StopAsync"/>: right after that its state may still be ready.
    /// </summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="deploymentId">The deployment (<c>dep_…</c>).</param>
    /// <param name="options">How to wait; null for no deadline and a look every 5 to 30 seconds.</param>
    /// <param name="progress">Told every state that was seen; null for nobody.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The deployment; its status says which of the two it is.</returns>
    /// <exception cref="TogetherTimeoutException">The deadline passed.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedDeployment> WaitUntilStoppedAsync(
        string endpointId,
        string deploymentId,
        WaitOptions? options = null,
        IProgress<DedicatedDeployment>? progress = null,
        CancellationToken cancellationToken = default) =>
        WaitAsync(
            endpointId,
            deploymentId,
            static state => state == DeploymentState.Stopped || state == DeploymentState.Failed,
            options,
            progress,
            cancellationToken);

    private Task<DedicatedDeployment> WaitAsync(
        string endpointId,
        string deploymentId,
        Func<DeploymentState, bool> hasEnded,
        WaitOptions? options,
        IProgress<DedicatedDeployment>? progress,
        CancellationToken cancellationToken) => Waiter.WaitAsync(
            token => GetAsync(endpointId, deploymentId, token),
            deployment => hasEnded(deployment.Status.State),
            options,
            interval: TimeSpan.FromSeconds(5),
            maxInterval: TimeSpan.FromSeconds(30),
            progress,
            _calls.Connection.Options.TimeProvider,
            cancellationToken);
}
