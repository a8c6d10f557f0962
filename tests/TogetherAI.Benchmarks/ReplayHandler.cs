using System.Net;
using System.Net.Http.Headers;

namespace TogetherAI.Benchmarks;

/// <summary>Answers every request with the same bytes, from memory, on the caller's thread. Thread-safe.</summary>
internal sealed class ReplayHandler(byte[] body, string mediaType) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A content that writes itself only when it is sent must pay for that here too.
        if (request.Content is not null)
            await request.Content.CopyToAsync(Stream.Null, cancellationToken);
        HttpResponseMessage response = new(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StreamContent(new MemoryStream(body, writable: false)),
        };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        response.Headers.TryAddWithoutValidation("x-request-id", "oFhg2aB-4yUbBN-9a1b2c3d4e5f6789");
        return response;
    }
}
