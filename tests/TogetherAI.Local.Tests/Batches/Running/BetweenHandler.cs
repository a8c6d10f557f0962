using System.Net;
using System.Text;

namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>Stands between a run and the service: does something when a request comes, and may answer it in the service's place.</summary>
internal sealed class BetweenHandler(HttpMessageHandler inner, Func<HttpRequestMessage, HttpMessageInvoker, Task<HttpResponseMessage?>> instead) : DelegatingHandler(inner)
{
    /// <summary>Answers some requests with 404, as if what they are about had never been.</summary>
    public static BetweenHandler Forgetting(HttpMessageHandler inner, Func<string, bool> path) => new(inner, (request, _) =>
        Task.FromResult(path($"{request.Method} {request.RequestUri!.AbsolutePath}") ? Answer(HttpStatusCode.NotFound, """{"error":"no such thing"}""") : null));

    public static HttpResponseMessage Answer(HttpStatusCode status, string json) => new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? answer = await instead(request, new HttpMessageInvoker(InnerHandler!, disposeHandler: false));
        if (answer is null)
            return await base.SendAsync(request, cancellationToken);
        answer.RequestMessage = request;
        return answer;
    }
}
