namespace TogetherAI;

/// <summary>The models there are (<c>/v1/models</c>). Reached through <see cref="TogetherClient.Models"/>; thread-safe.</summary>
public sealed class ModelsClient
{
    private readonly TogetherConnection _connection;

    internal ModelsClient(TogetherConnection connection) => _connection = connection;

    /// <summary>
    /// Lists all models, in one answer. Not every model in the list is served to everyone: some answer only on a dedicated endpoint.
    /// </summary>
    /// <param name="options">Which models; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The models, in the service's order.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ModelList> ListAsync(ModelListOptions? options = null, CancellationToken cancellationToken = default)
    {
        string query = options?.Dedicated switch
        {
            null => "",
            true => "?dedicated=true",
            false => "?dedicated=false",
        };
        return _connection.SendAsync(ModelOperations.List, request: null, model: null, query, cancellationToken);
    }

    /// <summary>Has the service fetch a model or an adapter of one's own. That is a job; <see cref="JobsClient.WaitAsync"/> waits for it.</summary>
    /// <param name="request">What to fetch, and under which name.</param>
    /// <param name="cancellationToken">Ends the call, not the job.</param>
    /// <returns>The job and the model's new name.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ModelUpload> UploadAsync(ModelUploadRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _connection.SendAsync(ModelOperations.Upload, request, request.ModelName, query: "", cancellationToken);
    }
}
