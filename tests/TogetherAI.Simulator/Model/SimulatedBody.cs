using System.Threading.Tasks.Sources;

namespace TogetherAI.Simulator;

/// <summary>
/// A body that the simulation writes. A read that finds nothing waits, and goes on inside the event that delivers something.
/// </summary>
internal sealed class SimulatedBody(SimulatedTime time, Action left) : Stream, IValueTaskSource<int>
{
    private readonly Queue<ReadOnlyMemory<byte>> _pieces = new(4);
    private ManualResetValueTaskSourceCore<int> _read;
    private Memory<byte> _buffer;
    private CancellationTokenRegistration _cancel;
    private bool _waits;
    private bool _ended;
    private bool _broken;
    private bool _disposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes a piece.</summary>
    public void Deliver(ReadOnlyMemory<byte> piece, bool isLast = false)
    {
        _pieces.Enqueue(piece);
        _ended |= isLast;
        if (_waits)
            Complete(Take(_buffer.Span));
    }

    /// <summary>Breaks the connection; what was delivered can still be read.</summary>
    public void Break()
    {
        _broken = true;
        if (_waits)
            Fail(Reset());
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        time.Guard();
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<int>(cancellationToken);
        if (buffer.IsEmpty)
            return new ValueTask<int>(0); // the pipe reader asks so whether anything is there
        if (_pieces.Count > 0)
            return new ValueTask<int>(Take(buffer.Span));
        if (_broken)
            return ValueTask.FromException<int>(Reset());
        if (_ended)
            return new ValueTask<int>(0);
        _buffer = buffer;
        _waits = true;
        _read.Reset();
        ValueTask<int> read = new(this, _read.Version);
        _cancel = cancellationToken.UnsafeRegister(static (state, token) => ((SimulatedBody)state!).Fail(new OperationCanceledException(token)), this);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("read synchronously");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    int IValueTaskSource<int>.GetResult(short token) => _read.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _read.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _read.OnCompleted(continuation, state, token, flags);

    protected override void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        time.Guard();
        _disposed = true;
        left();
        if (_waits)
            Fail(new ObjectDisposedException(nameof(SimulatedBody)));
        base.Dispose(disposing);
    }

    private static IOException Reset() => new("connection reset by peer");

    private int Take(Span<byte> buffer)
    {
        ReadOnlyMemory<byte> piece = _pieces.Dequeue();
        if (piece.Length > buffer.Length)
            throw new InvalidOperationException("The simulation's pieces are smaller than any buffer of the client's.");
        piece.Span.CopyTo(buffer);
        return piece.Length;
    }

    private void Complete(int count)
    {
        _waits = false;
        _cancel.Unregister();
        _read.SetResult(count);
    }

    private void Fail(Exception exception)
    {
        if (!_waits)
            return;
        _waits = false;
        _cancel.Unregister();
        _read.SetException(exception);
    }
}
