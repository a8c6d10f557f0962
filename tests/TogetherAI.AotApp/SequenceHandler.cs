using System.Net;
using System.Text;

namespace TogetherAI.AotApp;

/// <summary>Answers one request after the other with JSON that was written down in that order.</summary>
internal sealed class SequenceHandler(params string[] answers) : HttpMessageHandler
{
    private int _next;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StringContent(answers[_next++], Encoding.UTF8, "application/json"),
        });
}
