namespace TogetherAI;

/// <summary>
/// A project's own models: weights that were uploaded or trained. Reached through <see cref="DedicatedClient.Models"/>; thread-safe.
/// </summary>
public sealed class DedicatedModelsClient
{
    private readonly ProjectCalls _calls;

    internal DedicatedModelsClient(ProjectCalls calls) => _calls = calls;

    /// <summary>Imports of model files from elsewhere.</summary>
    public RemoteModelUploadsClient Uploads => field ??= new RemoteModelUploadsClient(_calls);

    /// <summary>Lists the project's models.</summary>
    /// <param name="options">Which ones; null for all.</param>
    /// <param name="cancellationToken">Ends the reading of the list.</param>
    /// <returns>The models.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The limit is less than 1. What else goes wrong is thrown while going through the list.
    /// </exception>
    public CursorList<DedicatedModel> ListAsync(DedicatedModelListOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.List(
            DedicatedModelOperations.List,
            [],
            options,
            cancellationToken,
            query => query.Add("visibility", options?.Visibility?.Value).Add("organizationId", options?.OrganizationId));

    /// <summary>Lists the models that every project of an organization may use.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="options">Where to start; null for the start.</param>
    /// <param name="cancellationToken">Ends the reading of the list.</param>
    /// <returns>The models.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The limit is less than 1. What else goes wrong is thrown while going through the list.
    /// </exception>
    public CursorList<DedicatedModel> ListOrganizationAsync(
        string organizationId, CursorListOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.ListAnywhere(DedicatedModelOperations.ListOrganization.At(organizationId), options, cancellationToken);

    /// <summary>Reads what is known of a model.</summary>
    /// <param name="modelId">The model (<c>ml_…</c>).</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The model.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedModel> GetAsync(string modelId, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(DedicatedModelOperations.Get, [modelId], cancellationToken);

    /// <summary>Registers a model. <see cref="Uploads"/> brings it its files.</summary>
    /// <param name="request">What to register.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The model, without files.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedModel> CreateAsync(CreateDedicatedModelRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _calls.SendAsync(DedicatedModelOperations.Create, [], request, query: "", cancellationToken);
    }

    /// <summary>Changes what is known of a model.</summary>
    /// <param name="modelId">The model (<c>ml_…</c>).</param>
    /// <param name="update">What to change.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The model as it is now.</returns>
    /// <exception cref="ArgumentException">The update names nothing to change.</exception>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedModel> UpdateAsync(string modelId, DedicatedModelUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        string mask = FieldMask.Of(
            update.UpdateMask,
            ("name", update.Name is not null),
            ("description", update.Description is not null),
            ("visibility", update.Visibility is not null));
        return _calls.SendAsync(DedicatedModelOperations.Update, [modelId], update, mask, cancellationToken);
    }

    /// <summary>Deletes a model for good. No deployment may use it any more.</summary>
    /// <param name="modelId">The model (<c>ml_…</c>).</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Nothing but that it is done.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<EmptyResponse> DeleteAsync(string modelId, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(DedicatedModelOperations.Delete, [modelId], cancellationToken);

    /// <summary>Lists the files of a revision, in one answer.</summary>
    /// <param name="modelId">The model (<c>ml_…</c>).</param>
    /// <param name="revisionId">The revision (<c>rv_…</c>); null for the newest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The files.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedModelFileList> ListFilesAsync(
        string modelId, string? revisionId = null, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(DedicatedModelOperations.ListFiles, [modelId], cancellationToken, new QueryString().Add("revisionId", revisionId).ToString());

    /// <summary>Lists a model's revisions, the newest first.</summary>
    /// <param name="modelId">The model (<c>ml_…</c>).</param>
    /// <param name="cancellationToken">Ends the reading of the list.</param>
    /// <returns>The revisions.</returns>
    public CursorList<DedicatedModelRevision> ListRevisionsAsync(string modelId, CancellationToken cancellationToken = default) =>
        _calls.List(DedicatedModelOperations.ListRevisions, [modelId], options: null, cancellationToken);

    /// <summary>Reads what is known of a revision.</summary>
    /// <param name="modelId">The model (<c>ml_…</c>).</param>
    /// <param name="revisionId">The revision (<c>rv_…</c>).</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The revision.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<DedicatedModelRevision> GetRevisionAsync(
        string modelId, string revisionId, CancellationToken cancellationToken = default) =>
        _calls.SendAsync(DedicatedModelOperations.GetRevision, [modelId, revisionId], cancellationToken);
}
