using System.Net;
using System.Net.Http.Headers;
using System.Reflection;

namespace TogetherAI.AotApp;

/// <summary>Answers a request with recorded bytes, a few at a time, as a network would.</summary>
internal sealed class ReplayHandler(string recording, string mediaType) : HttpMessageHandler
{
    private const int Piece = 37;

    /// <summary>The body of the last request.</summary>
    public string? Sent { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Sent = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        Stream bytes = Assembly.GetExecutingAssembly().GetManifestResourceStream(recording)
            ?? throw new InvalidOperationException($"The recording '{recording}' is not embedded.");
        HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(new SlowStream(bytes)) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        response.Headers.TryAddWithoutValidation("x-request-id", "recorded-1");
        return response;
    }

    private sealed class SlowStream(Stream bytes) : Stream
    {
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
            await Task.Yield();
            return bytes.Read(buffer.Span[..Math.Min(Piece, buffer.Length)]);
        }

        public override int Read(byte[] buffer, int offset, int count) => bytes.Read(buffer, offset, Math.Min(Piece, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
