namespace TogetherAI;

/// <summary>
/// An answer that is bytes, read as they arrive. Dispose it; disposing or cancelling ends the transfer at once. Not thread-safe.
/// </summary>
/// <remarks>
/// The stream throws <see cref="TogetherConnectionException"/> when the connection breaks, <see cref="TogetherTimeoutException"/> of kind
/// <see cref="TimeoutKind.Idle"/> when it falls silent, and <see cref="OperationCanceledException"/> when the caller cancels.
/// </remarks>
public sealed class BinaryResponse : IAsyncDisposable
{
    private readonly BinaryStream _stream;

    internal BinaryResponse(Call call, AttemptScope scope, HttpResponseMessage response, Stream body, TogetherClientOptions options)
    {
        Http = new ResponseInfo(response, body: null);
        Length = response.Content.Headers.ContentLength;
        MediaType = response.Content.Headers.ContentType?.MediaType;
        Range = response.Content.Headers.ContentRange;
        _stream = new BinaryStream(call, scope, response, body, options);
    }

    /// <summary>The bytes. Read them once, asynchronously.</summary>
    public Stream Content => _stream;

    /// <summary>How many bytes there are; null where the service did not say.</summary>
    public long? Length { get; }

    /// <summary>What the bytes are, such as <c>audio/wav</c>; null where the service did not say.</summary>
    public string? MediaType { get; }

    /// <summary>What stood around the answer: status, headers, rate limits.</summary>
    public ResponseInfo Http { get; }

    /// <summary>The id under which the service knows the request; null where it sent none.</summary>
    public string? RequestId => Http.RequestId;

    internal System.Net.Http.Headers.ContentRangeHeaderValue? Range { get; }

    /// <summary>Ends the transfer, if it is still running, and releases the connection. May be called more than once.</summary>
    /// <returns>A task that completes when that is done.</returns>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <summary>Reads all bytes into memory.</summary>
    /// <param name="cancellationToken">Ends the transfer.</param>
    /// <returns>The bytes.</returns>
    public async Task<byte[]> ReadAllAsync(CancellationToken cancellationToken = default)
    {
        using MemoryStream memory = new();
        await _stream.CopyToAsync(memory, cancellationToken).ConfigureAwait(false);
        return memory.ToArray();
    }
}
