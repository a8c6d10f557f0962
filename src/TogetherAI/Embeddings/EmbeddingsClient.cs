namespace TogetherAI;

/// <summary>Texts as vectors, for search and comparison (<c>/v1/embeddings</c>). Reached through <see cref="TogetherClient.Embeddings"/>; thread-safe.</summary>
public sealed class EmbeddingsClient
{
    private readonly TogetherConnection _connection;

    internal EmbeddingsClient(TogetherConnection connection) => _connection = connection;

    /// <summary>Turns one text, or several in one call, into vectors.</summary>
    /// <param name="request">The model and the texts.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A vector for each text.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException"><see cref="EmbeddingRequest.ExtraBody"/> repeats a property that is set.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<EmbeddingResponse> CreateAsync(EmbeddingRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _connection.SendAsync(EmbeddingOperations.Create, request, request.Model, query: "", cancellationToken);
    }
}
