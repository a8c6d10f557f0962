namespace TogetherAI.Local.Tests.Batches.Running;

/// <summary>Ends its process, as far as a run can tell, at a request: before it is sent, or after it was served and before its answer is seen.</summary>
internal sealed class MortalHandler(HttpMessageHandler inner, int death, bool served) : DelegatingHandler(inner)
{
    private int _requests;

    public CancellationTokenSource Dead { get; } = new();

    public bool IsDead => Dead.IsCancellationRequested;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsDead)
            throw new OperationCanceledException(Dead.Token);
        bool dies = Interlocked.Increment(ref _requests) == death;
        if (dies && !served)
            await Dead.CancelAsync();
        Dead.Token.ThrowIfCancellationRequested();
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (!dies)
            return response;
        response.Dispose();
        await Dead.CancelAsync();
        throw new OperationCanceledException(Dead.Token);
    }

    protected override void Dispose(bool disposing)
    {
        Dead.Dispose();
        base.Dispose(disposing);
    }
}
