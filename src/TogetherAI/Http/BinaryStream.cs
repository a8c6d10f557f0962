namespace TogetherAI;

/// <summary>The bytes of an answer, with the call's limits and its errors. Owns the response and the attempt's scope.</summary>
internal sealed class BinaryStream(Call call, AttemptScope scope, HttpResponseMessage response, Stream body, TogetherClientOptions options) : Stream
{
    private readonly CancellationToken _token = scope.Token;
    private readonly DateTimeOffset _startedAt = options.TimeProvider.GetUtcNow();
    private int _recorded;
    private int _disposed;

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
        ObjectDisposedException.ThrowIf(_disposed == 1, this);
        using CancellationTokenRegistration cancel = cancellationToken.UnsafeRegister(
            static (state, token) => ((AttemptScope)state!).Cancel(token), scope);
        try
        {
            ValueTask<int> read = body.ReadAsync(buffer, _token);
            if (!read.IsCompleted)
                scope.Enter(TimeoutKind.Idle, options.Timeouts.Idle);
            int count = await read.ConfigureAwait(false);
            scope.Leave();
            if (count == 0 && buffer.Length > 0 && Interlocked.Exchange(ref _recorded, 1) == 0)
            {
                call.Left();
                call.Recorder.Completed(s_done);
            }

            return count;
        }
        catch (Exception exception)
        {
            throw Fail(exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Read the answer asynchronously: a blocked thread cannot be cancelled.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override ValueTask DisposeAsync()
    {
        Dispose(disposing: true);
        return default;
    }

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        if (Interlocked.Exchange(ref _recorded, 1) == 0)
            call.Recorder.Abandoned(ResponseHeaders.RequestId(response.Headers));
        call.Left();
        scope.Cancel(default);
        response.Dispose();
        scope.Dispose();
        base.Dispose(disposing);
    }

    private static readonly EmptyResponse s_done = new();

    private Exception Fail(Exception exception)
    {
        Exception mapped = FailureMapper.Map(exception, scope, connectTimeout: null);
        if (Interlocked.Exchange(ref _recorded, 1) == 0)
        {
            if (mapped is TogetherException failure)
            {
                call.Failed(failure, _startedAt, options.TimeProvider.GetElapsedTime(scope.Started));
                failure.Details = ErrorDetails.Of(response) with { IsTransient = failure.Details.IsTransient, Attempts = call.Failures };
            }

            call.Recorder.Failed(mapped);
        }

        call.Left();
        return mapped;
    }
}
