using System.Net;

namespace TogetherAI;

/// <summary>One attempt's view of a caller's stream, which stays open. Disposing it, as the end of an attempt does, ends its reading.</summary>
internal sealed class BorrowedStreamContent(BorrowedStream source) : HttpContent
{
    private readonly CancellationTokenSource _over = new();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, cancellationToken);
        await source.CopyToAsync(stream, ended.Token).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = source.Length ?? 0;
        return source.Length is not null;
    }

    protected override void Dispose(bool disposing)
    {
        _over.Cancel(); // and no more: a copy that is under way still holds its token
        base.Dispose(disposing);
    }
}
