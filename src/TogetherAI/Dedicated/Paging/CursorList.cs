using System.Runtime.CompilerServices;

namespace TogetherAI;

/// <summary>
/// A list that the service hands out in pages, to be gone through with <c>await foreach</c>. A page is asked for when it is needed, and
/// every enumeration starts anew. Thread-safe; an enumerator is not.
/// </summary>
/// <typeparam name="T">What is listed.</typeparam>
public sealed class CursorList<T> : IAsyncEnumerable<T>
    where T : class
{
    private readonly Func<QueryString, CancellationToken, Task<CursorPage<T>>> _read;
    private readonly CursorListOptions? _options;
    private readonly Action<QueryString>? _filter;
    private readonly CancellationToken _cancellationToken;

    /// <param name="read">Reads the page of a query.</param>
    /// <param name="options">Where to start; null for the start.</param>
    /// <param name="filter">Adds what every page's query holds; null for nothing.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal CursorList(
        Func<QueryString, CancellationToken, Task<CursorPage<T>>> read,
        CursorListOptions? options,
        Action<QueryString>? filter,
        CancellationToken cancellationToken)
    {
        if (options?.Limit < 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.Limit, "Limit must be at least 1, or null for the service's own page size.");
        _read = read;
        _options = options;
        _filter = filter;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Goes through the entries, page after page.</summary>
    /// <param name="cancellationToken">Ends the enumeration, beside the token that the list was made with.</param>
    /// <returns>The enumerator. Moving on throws a <see cref="TogetherException"/> where a page cannot be read.</returns>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (CursorPage<T> page in ReadPagesAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (T entry in page.Data)
                yield return entry;
        }
    }

    /// <summary>Goes through the pages, for whoever wants what stands around the entries: cursors, headers, request ids.</summary>
    /// <param name="cancellationToken">Ends the enumeration, beside the token that the list was made with.</param>
    /// <returns>The pages.</returns>
    /// <exception cref="TogetherException">A page could not be read; thrown when it is its turn.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async IAsyncEnumerable<CursorPage<T>> ReadPagesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource? both = _cancellationToken.CanBeCanceled && cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, cancellationToken)
            : null;
        CancellationToken token = both?.Token ?? (_cancellationToken.CanBeCanceled ? _cancellationToken : cancellationToken);
        string? after = _options?.After;
        while (true)
        {
            QueryString query = new();
            _filter?.Invoke(query);
            CursorPage<T> page = await _read(query.Add("limit", _options?.Limit).Add("after", after), token).ConfigureAwait(false);
            yield return page;
            if (string.IsNullOrEmpty(page.NextCursor))
                yield break;
            if (page.NextCursor == after)
                throw new TogetherResponseException($"The list does not end: the page after the cursor '{after}' names the same cursor as the next.");
            after = page.NextCursor;
        }
    }
}
