namespace TogetherAI.Tests;

/// <summary>
/// Lets requests through until the one at which the process is to die: from then on nothing leaves and nothing returns, and whoever waits for an answer
/// waits for good. The dead are not tidied up after.
/// </summary>
internal sealed class MortalHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly TaskCompletionSource _death = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sent;

    /// <summary>Whether the process dies at a request, of which it is told the number, from 1.</summary>
    public Func<int, HttpRequestMessage, bool> DiesAt { get; init; } = static (_, _) => false;

    /// <summary>Whether the service still acts on that request.</summary>
    public bool Arrives { get; init; }

    /// <summary>Happens before each request that leaves.</summary>
    public Func<HttpRequestMessage, Task> Before { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Happens after each answer.</summary>
    public Func<HttpRequestMessage, Task> After { get; init; } = static _ => Task.CompletedTask;

    /// <summary>Completes at the end.</summary>
    public Task Death => _death.Task;

    public int Sent => _sent;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!Death.IsCompleted && DiesAt(Interlocked.Increment(ref _sent), request))
        {
            if (Arrives)
                (await base.SendAsync(request, CancellationToken.None)).Dispose();
            _death.SetResult();
        }

        if (Death.IsCompleted)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
        await Before(request);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        await After(request);
        return response;
    }
}
