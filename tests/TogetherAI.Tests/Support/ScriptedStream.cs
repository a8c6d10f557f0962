using System.Threading.Channels;

namespace TogetherAI.Tests;

/// <summary>A response body that a test writes piece by piece, and can end, break or leave hanging. Tells whether it was disposed.</summary>
internal sealed class ScriptedStream : Stream
{
    private readonly Channel<ReadOnlyMemory<byte>> _pieces = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _starved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> _rest;

    public ScriptedStream(params string[] frames)
    {
        foreach (string frame in frames)
            Write("data: " + frame + "\n\n");
    }

    /// <summary>Completes when the client has let go of the body.</summary>
    public Task Disposed => _disposed.Task;

    /// <summary>Completes when the client first waits for more than has been written.</summary>
    public Task Starved => _starved.Task;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public ScriptedStream Write(string text) => Write(System.Text.Encoding.UTF8.GetBytes(text));

    public ScriptedStream Write(byte[] bytes)
    {
        _pieces.Writer.TryWrite(bytes);
        return this;
    }

    /// <summary>Writes, and completes when the client waits for more.</summary>
    public Task WriteAndWaitAsync(string text)
    {
        _starved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task starved = _starved.Task;
        Write(text);
        return starved;
    }

    public ScriptedStream End()
    {
        _pieces.Writer.TryComplete();
        return this;
    }

    public ScriptedStream Break(Exception? exception = null)
    {
        _pieces.Writer.TryComplete(exception ?? new IOException("connection reset by peer"));
        return this;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed.Task.IsCompleted, this);
        while (_rest.IsEmpty)
        {
            if (_pieces.Reader.TryRead(out _rest))
                continue;
            if (!_pieces.Reader.Completion.IsCompleted)
                _starved.TrySetResult();
            if (!await _pieces.Reader.WaitToReadAsync(cancellationToken))
                return 0;
        }

        int count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
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

    protected override void Dispose(bool disposing)
    {
        _disposed.TrySetResult();
        base.Dispose(disposing);
    }
}
