namespace TogetherAI;

/// <summary>
/// The bytes of a kept file, from a given place to the end, as one stream over as many connections as it takes: when one breaks, it asks
/// for the rest (RFC 9110, section 14) on the client's clock. Never gives out a byte twice or leaves one out. Not thread-safe.
/// </summary>
internal sealed class ContentStream(
    TogetherConnection connection, Operation<NoBody, EmptyResponse> operation, int maxResumes, CancellationToken cancellationToken) : Stream
{
    private const int Recovery = 1 << 20;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    private ContentPart? _part;
    private ContentIdentity _identity;
    private TimeSpan _pause = s_firstPause;
    private int _resumes;
    private long _brokeAt;
    private bool _ignoresRange;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    /// <summary>How many bytes the whole file has; null where the service did not say.</summary>
    public long? Total => _identity.Length;

    /// <summary>Makes the first connection.</summary>
    /// <param name="offset">Where to begin; 0 for the whole.</param>
    /// <returns>Where it does begin: at 0 if the service would not begin at <paramref name="offset"/>.</returns>
    public async Task<long> OpenAsync(long offset)
    {
        _position = offset;
        ContentPart? part = await ContentPart.OpenAsync(connection, operation, offset, _identity, cancellationToken).ConfigureAwait(false);
        if (part is null || part.Start != offset)
        {
            // What is on disk from an earlier time bears no mark of what it is a part of: without the service's help it is worth nothing.
            _position = 0;
            part ??= await ContentPart.OpenAsync(connection, operation, 0, _identity, cancellationToken).ConfigureAwait(false);
        }

        _part = part!;
        _brokeAt = _position;
        _identity = _part.Identity;
        return _position;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token = default)
    {
        if (buffer.IsEmpty)
            return 0;
        while (true)
        {
            try
            {
                _part ??= await ResumeAsync().ConfigureAwait(false);
                int count = await _part.ReadAsync(buffer, token).ConfigureAwait(false);
                if (count == 0 && _position < Total)
                    throw Incomplete();
                if (_position + count > Total)
                    throw new TogetherResponseException($"The service sent more than the {Total} bytes that it had announced.");
                _position += count;
                return count;
            }
            catch (TogetherException exception) when (IsBreak(exception) && MayResume())
            {
                await CloseAsync().ConfigureAwait(false);
                await Task.Delay(_pause, connection.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
                _pause = _pause * 2 < s_longestPause ? _pause * 2 : s_longestPause;
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Read the file asynchronously: a blocked thread cannot be cancelled.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Counts the resumptions in a row. Each must be paid for with some progress, or a server could keep a client busy for ever.
    /// </summary>
    private bool MayResume()
    {
        if (_position - _brokeAt >= Recovery)
        {
            _resumes = 0;
            _pause = s_firstPause;
        }

        _brokeAt = _position;
        return _resumes++ < maxResumes;
    }

    /// <summary>Asks for the rest; for the whole where the service knows no parts, and passes over what has been given out.</summary>
    private async Task<ContentPart> ResumeAsync()
    {
        long start = _ignoresRange ? 0 : _position;
        ContentPart part = await ContentPart.OpenAsync(connection, operation, start, _identity, cancellationToken).ConfigureAwait(false)
            ?? await OpenWholeAsync().ConfigureAwait(false);
        try
        {
            _ignoresRange |= part.Start != start;
            _identity = _identity.Merge(part.Identity);
            await part.SkipAsync(_position - part.Start).ConfigureAwait(false);
            return part;
        }
        catch
        {
            await part.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<ContentPart> OpenWholeAsync()
    {
        _ignoresRange = true;
        return (await ContentPart.OpenAsync(connection, operation, 0, _identity, cancellationToken).ConfigureAwait(false))!;
    }

    private async ValueTask CloseAsync()
    {
        ContentPart? part = _part;
        _part = null;
        if (part is not null)
            await part.DisposeAsync().ConfigureAwait(false);
    }

    private TogetherConnectionException Incomplete() => new($"The transfer ended after {_position} of {Total} bytes.")
    {
        Details = new() { IsTransient = true },
    };

    private static bool IsBreak(TogetherException exception) =>
        exception.Details.IsTransient || exception is TogetherTimeoutException { Kind: TimeoutKind.Idle };
}
