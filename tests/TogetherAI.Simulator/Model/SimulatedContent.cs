using System.Net;
using System.Net.Http.Headers;

namespace TogetherAI.Simulator;

/// <summary>The body of an answer, handed out as it is: the framework's own content would put a buffer in between.</summary>
internal sealed class SimulatedContent : HttpContent
{
    private static readonly MediaTypeHeaderValue s_type = new("text/event-stream");

    private readonly SimulatedBody _body;

    public SimulatedContent(SimulatedBody body)
    {
        _body = body;
        Headers.ContentType = s_type;
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(_body);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException("Read it as a stream.");

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        _body.Dispose();
        base.Dispose(disposing);
    }
}
