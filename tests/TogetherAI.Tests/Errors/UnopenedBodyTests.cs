using System.Net;

namespace TogetherAI.Tests.Errors;

/// <summary>An answer whose body cannot even be opened is let go of all the same.</summary>
public class UnopenedBodyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_a_broken_connection_and_is_let_go_of(bool streaming)
    {
        using Unopenable body = new(streaming ? "text/event-stream" : "audio/wav");
        using TogetherClient client = Calls.Client(
            new FakeHandler().Then(() => new HttpResponseMessage(HttpStatusCode.OK) { Content = body }), configure: options => options.Retry.MaxRetries = 0);
        await Assert.ThrowsAsync<TogetherConnectionException>(() => streaming ? client.Chat.StreamAsync(Calls.Question) : client.Files.OpenContentAsync("file-1"));
        Assert.True(body.IsDisposed);
    }

    private sealed class Unopenable : HttpContent
    {
        public Unopenable(string type) => Headers.TryAddWithoutValidation("Content-Type", type);

        public bool IsDisposed { get; private set; }

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromException<Stream>(new IOException("broken"));

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.FromException(new IOException("broken"));

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
