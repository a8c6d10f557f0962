namespace TogetherAI;

/// <summary>Sends operations whose path begins with a project. Thread-safe.</summary>
internal sealed class ProjectCalls(TogetherConnection connection)
{
    public TogetherConnection Connection => connection;

    /// <param name="operation">What to do; its path's first gap is the project's.</param>
    /// <param name="ids">What to fill the other gaps with.</param>
    /// <param name="request">The body; null for an operation that has none.</param>
    /// <param name="query">The query with its question mark; empty for none.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public async Task<TResponse> SendAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, string[] ids, TRequest? request, string query, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : TogetherResponse
    {
        string project = await connection.Projects.GetIdAsync(cancellationToken).ConfigureAwait(false);
        return await connection.SendAsync(operation.At([project, .. ids]), request, model: null, query, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends an operation that has no body.</summary>
    public Task<TResponse> SendAsync<TResponse>(
        Operation<NoBody, TResponse> operation, string[] ids, CancellationToken cancellationToken, string query = "")
        where TResponse : TogetherResponse =>
        SendAsync(operation, ids, request: null, query, cancellationToken);

    /// <summary>A list of the project's.</summary>
    public CursorList<T> List<T>(
        Operation<NoBody, CursorPage<T>> operation,
        string[] ids,
        CursorListOptions? options,
        CancellationToken cancellationToken,
        Action<QueryString>? filter = null)
        where T : class =>
        new((query, token) => SendAsync(operation, ids, token, query.ToString()), options, filter, cancellationToken);

    /// <summary>A list that belongs to no project, or whose path is already filled.</summary>
    public CursorList<T> ListAnywhere<T>(
        Operation<NoBody, CursorPage<T>> operation,
        CursorListOptions? options,
        CancellationToken cancellationToken,
        Action<QueryString>? filter = null)
        where T : class =>
        new((query, token) => connection.SendAsync(operation, token, query.ToString()), options, filter, cancellationToken);
}
