using System.Net;
using System.Text;

namespace TogetherAI.AotApp;

/// <summary>Answers each request with the JSON that was written down for its method and path.</summary>
internal sealed class CannedHandler(IReadOnlyDictionary<string, string> answers) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string key = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        bool isKnown = answers.TryGetValue(key, out string? answer);
        return Task.FromResult(new HttpResponseMessage(isKnown ? HttpStatusCode.OK : HttpStatusCode.NotFound)
        {
            RequestMessage = request,
            Content = new StringContent(isKnown ? answer! : $$$"""{"error":{"message":"There is no {{{key}}} here."}}""", Encoding.UTF8, "application/json"),
        });
    }
}
