using System.Net;

namespace TogetherAI.Tests;

/// <summary>An answer's body that tells whether it was let go of. A response does so, too, exactly when it is disposed itself.</summary>
internal sealed class TrackedContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TrackedContent(HttpContent inner)
    {
        _inner = inner;
        foreach ((string name, IEnumerable<string> values) in inner.Headers)
            Headers.TryAddWithoutValidation(name, values);
    }

    public Task Released => _released.Task;

    protected override Task<Stream> CreateContentReadStreamAsync() => _inner.ReadAsStreamAsync();

    protected override Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) => _inner.ReadAsStreamAsync(cancellationToken);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _inner.CopyToAsync(stream, context);

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        _inner.Dispose();
        _released.TrySetResult();
        base.Dispose(disposing);
    }
}
