namespace TogetherAI;

/// <summary>Documents in the order of their relevance to a question (<c>/v1/rerank</c>). Reached through <see cref="TogetherClient.Rerank"/>; thread-safe.</summary>
public sealed class RerankClient
{
    private readonly TogetherConnection _connection;

    internal RerankClient(TogetherConnection connection) => _connection = connection;

    /// <summary>Scores documents by their relevance to a question.</summary>
    /// <param name="request">The model, the question and the documents.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The documents' places and scores, the most relevant first.</returns>
    /// <exception cref="TogetherException">The call failed; the type says what to do about it.</exception>
    /// <exception cref="ArgumentException"><see cref="RerankRequest.ExtraBody"/> repeats a property that is set.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<RerankResponse> CreateAsync(RerankRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _connection.SendAsync(RerankOperations.Create, request, request.Model, query: "", cancellationToken);
    }
}
