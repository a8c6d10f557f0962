namespace TogetherAI;

/// <summary>
/// The endpoints of a project: names that inference is sent to. Reached through <see cref="DedicatedClient.Endpoints"/>; thread-safe.
/// </summary>
public sealed class DedicatedEndpointsClient
{
    private readonly ProjectCalls _calls;

    internal DedicatedEndpointsClient(ProjectCalls calls) => _calls = calls;

    /// <summary>Lists the project's endpoints.</summary>
    /// <param name="options">Which ones, in what order; null for all.</param>
    /// <param name="cancellationToken">Ends the reading of the list.</param>
    /// <returns>The endpoints.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The limit is less than 1. What else goes wrong is thrown while going through the list.
    /// </exception>
    public CursorList<DedicatedEndpoint> ListAsync(DedicatedListOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.List(DedicatedEndpointOperations.List, [], options, cancellationToken, Sorted(options));

    /// <summary>Lists the endpoints that every project of an organization may use.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="options">Which ones, in what order; null for all.</param>
    /// <param name="cancellationToken">Ends the reading of the list.</param>
    /// <returns>The endpoints.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The limit is less than 1. What else goes wrong is thrown while going through the list.
    /// </exception>
    public CursorList<DedicatedEndpoint> ListOrganizationAsync(
        string organizationId, DedicatedListOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.ListAnywhere(DedicatedEndpointOperations.ListOrganization.At(organizationId), options, cancellationToken, Sorted(options));

    /// <summary>Lists the endpoints that everyone may use.</summary>
    /// <param name="options">Which ones, in what order; null for all.</param>
    /// <param name="cancellationToken">Ends the reading of the list.</param>
    /// <returns>The endpoints.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The limit is less than 1. What else goes wrong is thrown while going through the list.
    /// </exception>
    public CursorList<PublicEndpoint> ListPublicAsync(
        DedicatedListOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.ListAnywhere(DedicatedEndpointOperations.ListPublic, options, cancellationToken, Sorted(options));

    /// <summary>Reads an endpoint.</summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The endpoint, with its deployments in short.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedEndpoint> GetAsync(string endpointId, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(DedicatedEndpointOperations.Get, [endpointId], cancellationToken);

    /// <summary>Makes an endpoint. It answers once it has a deployment that is ready and has a weight in the traffic split.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedEndpoint> CreateAsync(CreateDedicatedEndpointRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _calls.SendAsync(DedicatedEndpointOperations.Create, [], request, query: "", cancellationToken);
    }

    /// <summary>Changes an endpoint.</summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="update">What to change.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The endpoint as it is now.</returns>
    /// <exception cref="ArgumentException">The update names nothing to change.</exception>
    /// <exception cref="TogetherConflictException">The etag is outdated.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedEndpoint> UpdateAsync(
        string endpointId, DedicatedEndpointUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        string mask = FieldMask.Of(
            update.UpdateMask,
            ("name", update.Name is not null),
            ("visibility", update.Visibility is not null),
            ("trafficSplit", update.TrafficSplit is not null));
        return _calls.SendAsync(DedicatedEndpointOperations.Update, [endpointId], update, mask, cancellationToken);
    }

    /// <summary>
    /// Shares an endpoint's live traffic out anew. A deployment that is ready gets requests only with a weight here; a change takes up to
    /// half a minute to be in force.
    /// </summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="split">The whole of the new split. Empty: the endpoint answers 503 from then on.</param>
    /// <param name="etag">The endpoint's version that the split was made for: with another in force the call fails. Null overwrites whatever is there.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The endpoint as it is now.</returns>
    /// <exception cref="TogetherConflictException">The etag is outdated.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedEndpoint> SetTrafficSplitAsync(
        string endpointId, IReadOnlyList<TrafficSplitEntry> split, string? etag = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(split);
        return UpdateAsync(endpointId, new DedicatedEndpointUpdate { TrafficSplit = split, Etag = etag }, cancellationToken);
    }

    /// <summary>Deletes an endpoint for good. Its deployments have to be deleted before.</summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="etag">The version to delete: with another in force the call fails. Null for whatever is there.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Nothing but that it is done.</returns>
    /// <exception cref="TogetherConflictException">The etag is outdated.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<EmptyResponse> DeleteAsync(string endpointId, string? etag = null, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(DedicatedEndpointOperations.Delete, [endpointId], cancellationToken, new QueryString().Add("etag", etag).ToString());

    /// <summary>Lists what happened to an endpoint and its deployments, the newest first.</summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="options">Which events; null for all.</param>
    /// <param name="cancellationToken">Ends the reading of the list.</param>
    /// <returns>The events.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The limit is less than 1. What else goes wrong is thrown while going through the list.
    /// </exception>
    public CursorList<DedicatedEvent> ListEventsAsync(
        string endpointId, DedicatedEventListOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.List(DedicatedEndpointOperations.ListEvents, [endpointId], options, cancellationToken, query => options?.AddTo(query));

    /// <summary>Reads how an endpoint did over a stretch of time.</summary>
    /// <param name="endpointId">The endpoint (<c>ep_…</c>).</param>
    /// <param name="options">Which time, and how finely; null for the last 24 hours as a whole.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<EndpointAnalytics> GetAnalyticsAsync(
        string endpointId, EndpointAnalyticsOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(DedicatedEndpointOperations.GetAnalytics, [endpointId], cancellationToken, options?.ToQuery() ?? "");

    private static Action<QueryString> Sorted(DedicatedListOptions? options) =>
        query => query.Add("orderBy", options?.OrderBy).Add("filter", options?.Filter);
}
