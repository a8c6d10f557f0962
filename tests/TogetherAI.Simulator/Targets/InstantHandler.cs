using System.Net;
using System.Net.Http.Headers;

namespace TogetherAI.Simulator;

/// <summary>Answers every request at once, from memory, with a whole stream.</summary>
internal sealed class InstantHandler : HttpMessageHandler
{
    private static readonly MediaTypeHeaderValue s_type = new("text/event-stream");
    private static readonly byte[] s_answer =
        [.. Frames.Role(Lane.Dedicated).Span, .. Frames.Token(Lane.Dedicated).Span, .. Frames.Last(Lane.Dedicated, new RequestPlan(0, 0, 1000, 100)).Span];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new ByteArrayContent(s_answer) };
        response.Content.Headers.ContentType = s_type;
        return Task.FromResult(response);
    }
}
