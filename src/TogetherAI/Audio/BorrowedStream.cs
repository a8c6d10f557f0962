namespace TogetherAI;

/// <summary>A caller's stream that several attempts read one after the other. Thread-safe: an attempt that was given up may still be reading.</summary>
internal sealed class BorrowedStream(Stream stream)
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly long _start = stream.CanSeek ? stream.Position : 0;
    private bool _used;

    /// <summary>How many bytes an attempt sends; null where the stream does not tell.</summary>
    public long? Length { get; } = stream.CanSeek ? stream.Length - stream.Position : null;

    /// <summary>Copies the stream from its start.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="attempt">Ends the copy when its attempt is given up.</param>
    /// <exception cref="ArgumentException">The stream cannot be rewound, and has been read.</exception>
    public async Task CopyToAsync(Stream target, CancellationToken attempt)
    {
        // The attempt before this one may not have noticed yet that it is over: two must not read at once.
        await _gate.WaitAsync(attempt).ConfigureAwait(false);
        try
        {
            if (stream.CanSeek)
                stream.Position = _start;
            else if (_used)
                throw new ArgumentException("The stream has been sent already and cannot be rewound. Give a stream that can seek, a file, or bytes.");
            _used = true;
            await stream.CopyToAsync(target, attempt).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }
}
