namespace TogetherAI.Local.Hosting;

/// <summary>
/// Makes the in-process host fail as a connection does: a request that the server aborts is an <see cref="HttpRequestException"/>, not a cancellation,
/// so that the same client code meets the same exceptions on both hosts.
/// </summary>
internal sealed class InProcessHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The server reset the connection.", e);
        }
    }
}
