using System.Buffers;
using System.IO.Pipelines;

namespace TogetherAI;

/// <summary>
/// Reads an event stream after the WHATWG rules (HTML Living Standard, "Server-sent events", 9.2.5 and 9.2.6), with one difference: an
/// event that the end of the stream cuts off before its blank line is still given out, since servers forget it. Not thread-safe.
/// </summary>
internal sealed class SseReader : IDisposable
{
    /// <summary>The largest event, in bytes: what is larger is no event but an attack or a fault.</summary>
    public const int MaxEvent = 64 << 20;

    private readonly PipeReader _pipe;
    private readonly ArrayBufferWriter<byte> _line = new(256);
    private readonly ArrayBufferWriter<byte> _data = new(1024);
    private ReadOnlySequence<byte> _unread;
    private SequencePosition _end;
    private bool _holdsBuffer;
    private bool _completed;
    private bool _atStart = true;
    private bool _skipLineFeed;
    private bool _delivered;

    public SseReader(PipeReader pipe) => _pipe = pipe;

    /// <summary>The data of the current event, its lines joined by line feeds. Valid until the next read.</summary>
    public ReadOnlySpan<byte> Data => _data.WrittenCount == 0 ? default : _data.WrittenSpan[..^1];

    /// <summary>Called when bytes have arrived that complete no event, and more is waited for.</summary>
    public Action? Arrived { get; set; }

    /// <summary>Goes on to the next event that has data.</summary>
    /// <returns>Whether there is one; false at the end of the stream.</returns>
    /// <exception cref="TogetherResponseException">An event is larger than <see cref="MaxEvent"/>.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) =>
        TryRead() ? new ValueTask<bool>(true) : ReadMoreAsync(cancellationToken);

    /// <summary>Goes on to the next event if all of it has arrived already; cheaper than <see cref="ReadAsync"/>, and what usually happens.</summary>
    /// <returns>Whether it had arrived; false says nothing about what comes.</returns>
    /// <exception cref="TogetherResponseException">An event is larger than <see cref="MaxEvent"/>.</exception>
    public bool TryRead()
    {
        if (_delivered)
        {
            _delivered = false;
            _data.ResetWrittenCount();
        }

        return _delivered = Scan();
    }

    public void Dispose() => _pipe.Complete();

    private async ValueTask<bool> ReadMoreAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_completed)
                return _delivered = FinishLast();
            if (_holdsBuffer)
            {
                _holdsBuffer = false;
                _pipe.AdvanceTo(_end);
            }

            ReadResult result = await _pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            _unread = result.Buffer;
            _end = result.Buffer.End;
            _holdsBuffer = true;
            _completed = result.IsCompleted;
            if (Scan())
                return _delivered = true;
            Arrived?.Invoke();
        }
    }

    /// <summary>Consumes what is at hand up to the end of the next event; true when there was one.</summary>
    private bool Scan()
    {
        while (!_unread.IsEmpty)
        {
            SequencePosition next = _unread.Start;
            _unread.TryGet(ref next, out ReadOnlyMemory<byte> segment);
            ReadOnlySpan<byte> span = segment.Span;
            int used = 0;
            bool found = false;
            while (used < span.Length && !found)
                found = ScanLine(span, ref used);
            if (used < span.Length)
                _unread = _unread.Slice(used);
            else
                _unread = next.GetObject() is null ? default : _unread.Slice(next);
            if (found)
                return true;
        }

        return false;
    }

    /// <summary>Consumes one line, or what there is of it; true when it ended an event.</summary>
    private bool ScanLine(ReadOnlySpan<byte> span, ref int used)
    {
        if (_skipLineFeed)
        {
            _skipLineFeed = false;
            if (span[used] == (byte)'\n' && ++used == span.Length)
                return false;
        }

        ReadOnlySpan<byte> rest = span[used..];
        int end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0)
        {
            Append(_line, rest);
            used = span.Length;
            return false;
        }

        // A carriage return ends its line at once; waiting to see whether a line feed follows would delay the event.
        _skipLineFeed = rest[end] == (byte)'\r';
        used += end + 1;
        if (_line.WrittenCount == 0)
            return EndLine(rest[..end]);
        Append(_line, rest[..end]);
        bool ended = EndLine(_line.WrittenSpan);
        _line.ResetWrittenCount();
        return ended;
    }

    /// <summary>Takes a whole line in; true when it is the blank one after an event's data.</summary>
    private bool EndLine(ReadOnlySpan<byte> line)
    {
        if (_atStart)
        {
            _atStart = false;
            if (line.StartsWith("\uFEFF"u8))
                line = line[3..];
        }

        if (line.IsEmpty)
            return _data.WrittenCount > 0;

        int colon = line.IndexOf((byte)':');
        ReadOnlySpan<byte> name = colon < 0 ? line : line[..colon];
        if (!name.SequenceEqual("data"u8))
            return false; // a comment (empty name), or event, id and retry, which this API does not use

        ReadOnlySpan<byte> value = colon < 0 ? default : line[(colon + 1)..];
        if (!value.IsEmpty && value[0] == (byte)' ')
            value = value[1..];
        Append(_data, value);
        Append(_data, "\n"u8);
        return false;
    }

    private bool FinishLast()
    {
        if (_line.WrittenCount > 0)
        {
            EndLine(_line.WrittenSpan);
            _line.ResetWrittenCount();
        }

        return _data.WrittenCount > 0;
    }

    private static void Append(ArrayBufferWriter<byte> target, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxEvent - target.WrittenCount)
            throw new TogetherResponseException("The service sent an event of more than 64 MiB.");
        target.Write(bytes);
    }
}
