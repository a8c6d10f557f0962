using System.Buffers;
using System.IO.Compression;

namespace TogetherAI;

/// <summary>A body read to its end into pooled memory, for parsing in one pass. Not thread-safe; give it back by disposing it.</summary>
internal sealed class PooledBody : IDisposable
{
    private byte[] _buffer;
    private int _length;

    private PooledBody(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    /// <summary>Whether there was more than the limit allowed; what exceeded it was not read.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>Reads a body.</summary>
    /// <param name="content">The body.</param>
    /// <param name="limit">The most bytes that are read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async ValueTask<PooledBody> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        // A length the server declares is a hint, not a promise: never reserve much on its word alone.
        int expected = (int)Math.Min(content.Headers.ContentLength ?? 4096, 1 << 20);
        PooledBody body = new(Math.Max(expected + 1, 512));
        try
        {
            Stream stream = Decompress(content, await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
            await using (stream.ConfigureAwait(false))
            {
                while (true)
                {
                    if (body._length == body._buffer.Length)
                        body.Grow();
                    int room = Math.Min(body._buffer.Length, limit + 1) - body._length;

                    int read = await stream.ReadAsync(body._buffer.AsMemory(body._length, room), cancellationToken).ConfigureAwait(false);
                    if (read == 0)
                        return body;
                    body._length += read;
                    if (body._length > limit)
                    {
                        body._length = limit;
                        body.IsTruncated = true;
                        return body;
                    }
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private static Stream Decompress(HttpContent content, Stream stream) => content.Headers.ContentEncoding.LastOrDefault() switch
    {
        "gzip" => new GZipStream(stream, CompressionMode.Decompress),
        "br" => new BrotliStream(stream, CompressionMode.Decompress),
        "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
        _ => stream,
    };

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
