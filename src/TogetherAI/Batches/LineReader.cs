namespace TogetherAI;

/// <summary>Cuts a stream into lines. Memory is bounded by the longest line, and that by a limit. Not thread-safe.</summary>
internal sealed class LineReader(Stream stream, int maxLength = 64 * 1024 * 1024)
{
    private byte[] _buffer = new byte[Math.Min(64 * 1024, maxLength + 1)];
    private int _start;
    private int _end;
    private long _number;
    private bool _ended;

    /// <summary>Reads the next line.</summary>
    /// <returns>
    /// The line; null at the end. A line longer than the limit comes with its beginning only, and the rest is passed over.
    /// </returns>
    public async ValueTask<Line?> ReadAsync(CancellationToken cancellationToken)
    {
        int searched = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0)
                return Take(searched + length, terminator: 1);
            searched = _end - _start;
            if (searched > maxLength)
                return await TruncateAsync(cancellationToken).ConfigureAwait(false);
            if (_ended)
                return searched == 0 ? null : Take(searched, terminator: 0);
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Line Take(int length, int terminator)
    {
        ReadOnlySpan<byte> text = _buffer.AsSpan(_start, length);
        _start += length + terminator;
        if (_number == 0 && text.StartsWith("\uFEFF"u8))
            text = text[3..];
        return new Line(++_number, text.TrimEnd((byte)'\r').ToArray(), IsTruncated: false);
    }

    private async ValueTask<Line> TruncateAsync(CancellationToken cancellationToken)
    {
        Line line = Take(maxLength, terminator: 0) with { IsTruncated = true };
        while (true)
        {
            int end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            _start = end < 0 ? _end : _start + end + 1;
            if (end >= 0 || _ended)
                return line;
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        int kept = _end - _start;
        if (_start > 0)
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        _start = 0;
        _end = kept;
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, maxLength + 1));
        int count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += count;
        _ended = count == 0;
    }
}
