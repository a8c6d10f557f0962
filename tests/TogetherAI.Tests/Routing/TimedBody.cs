using System.Text;

namespace TogetherAI.Tests.Routing;

/// <summary>A body whose pieces arrive one after the other, each after a time on a clock; ends, or breaks.</summary>
internal sealed class TimedBody(TimeProvider time, IReadOnlyList<(TimeSpan After, string Text)> pieces, bool breaks, Action ended) : Stream
{
    private int _next;
    private ReadOnlyMemory<byte> _rest;

    private readonly TaskCompletionSource _disposed = new();

    /// <summary>Completes when the body was let go of.</summary>
    public Task Disposed => _disposed.Task;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest.IsEmpty)
        {
            if (_next == pieces.Count)
            {
                ended();
                return breaks ? throw new IOException("reset") : 0;
            }

            (TimeSpan after, string text) = pieces[_next++];
            if (after > TimeSpan.Zero)
                await Pause.For(after, time, cancellationToken).ConfigureAwait(false);
            _rest = Encoding.UTF8.GetBytes("data: " + text + "\n\n");
        }

        int count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        ended();
        _disposed.TrySetResult();
        base.Dispose(disposing);
    }
}
