namespace TogetherAI.Simulator;

/// <summary>Dedicated first, serverless when that fails: what gateways do.</summary>
internal sealed class FallBackOnError(TogetherClient client) : IPolicy
{
    public async Task<IAnswer> StartAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await StreamedAnswer.OpenAsync(client, request, Lane.Dedicated, released: null, cancellationToken).ConfigureAwait(false);
        }
        catch (TogetherException exception) when (Failures.CanFallBack(exception))
        {
            return await StreamedAnswer.OpenAsync(client, request, Lane.Serverless, released: null, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
    }
}
