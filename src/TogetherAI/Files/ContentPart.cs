using System.Net;
using System.Net.Http.Headers;

namespace TogetherAI;

/// <summary>One answer with a file's content, from some place to its end. Not thread-safe.</summary>
internal sealed class ContentPart : IAsyncDisposable
{
    private readonly BinaryResponse _response;

    private ContentPart(BinaryResponse response, long start, ContentIdentity identity)
    {
        _response = response;
        Start = start;
        Identity = identity;
    }

    /// <summary>The place in the file of the first byte.</summary>
    public long Start { get; }

    /// <summary>What the answer tells of the whole.</summary>
    public ContentIdentity Identity { get; }

    /// <summary>Asks for a file's content.</summary>
    /// <param name="connection">Sends the request.</param>
    /// <param name="operation">The operation, at its file.</param>
    /// <param name="offset">Where to begin; the answer may begin at 0 all the same.</param>
    /// <param name="known">What is known of the whole.</param>
    /// <param name="cancellationToken">In force until the part is disposed.</param>
    /// <returns>The open answer; null where the service has nothing to give from that place on, or gave something else.</returns>
    public static async Task<ContentPart?> OpenAsync(
        TogetherConnection connection,
        Operation<NoBody, EmptyResponse> operation,
        long offset,
        ContentIdentity known,
        CancellationToken cancellationToken)
    {
        BinaryResponse response;
        try
        {
            response = await connection.OpenBytesAsync(
                operation, null, model: null, "*/*", cancellationToken, message => Prepare(message, offset, known)).ConfigureAwait(false);
        }
        catch (TogetherException exception) when (exception.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && offset > 0)
        {
            return null;
        }

        EntityTagHeaderValue.TryParse(response.Http.Headers.GetValueOrDefault("ETag"), out EntityTagHeaderValue? tag);
        if (response.Http.StatusCode != HttpStatusCode.PartialContent)
            return new ContentPart(response, 0, new ContentIdentity(response.Length, tag));
        if (offset > 0 && response.Range is { HasRange: true, Unit: "bytes" } range && range.From == offset)
            return new ContentPart(response, offset, new ContentIdentity(range.Length, tag));

        await response.DisposeAsync().ConfigureAwait(false);
        if (offset > 0)
            return null;
        throw new TogetherResponseException($"The service answered with a part ({response.Range}) where the whole was asked for.")
        {
            StatusCode = response.Http.StatusCode,
            RequestId = response.RequestId,
            RateLimits = response.Http.RateLimits,
        };
    }

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _response.Content.ReadAsync(buffer, cancellationToken);

    /// <summary>Reads bytes and drops them.</summary>
    public async Task SkipAsync(long count)
    {
        byte[] buffer = new byte[(int)Math.Min(count, 64 * 1024)];
        while (count > 0)
        {
            int read = await _response.Content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length))).ConfigureAwait(false);
            if (read == 0)
            {
                throw new TogetherConnectionException("The transfer ended before the place was reached where it had broken.")
                {
                    Details = new() { IsTransient = true },
                };
            }

            count -= read;
        }
    }

    public ValueTask DisposeAsync() => _response.DisposeAsync();

    private static void Prepare(HttpRequestMessage message, long offset, ContentIdentity known)
    {
        if (offset == 0)
            return;
        message.Headers.Range = new RangeHeaderValue(offset, null);
        if (known.Tag is { IsWeak: false } tag) // a weak one does not promise the same bytes, so it may not be asked for
            message.Headers.IfRange = new RangeConditionHeaderValue(tag);
    }
}
