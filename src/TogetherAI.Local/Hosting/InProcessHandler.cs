namespace TogetherAI.Local.Hosting;

/// <summary>
/// Makes the in-process host fail as a connection does, so that the same client code meets the same exceptions on both hosts: a request
/// that the server resets is an <see cref="HttpRequestException"/>, not a cancellation, and a body that it cuts off breaks where it was
/// cut.
/// </summary>
internal sealed class InProcessHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>How the server says that the body is to break here.</summary>
    public const string CutTrailer = "x-local-cut";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            HttpContent content = response.Content;
            Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            response.Content = new StreamContent(new BreakableStream(body, () => response.TrailingHeaders.Contains(CutTrailer)));
            foreach ((string name, IEnumerable<string> values) in content.Headers)
                response.Content.Headers.TryAddWithoutValidation(name, values);
            return response;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The server reset the connection.", e);
        }
        catch (ObjectDisposedException e)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The server was disposed.", e);
        }
    }
}
