namespace TogetherAI.Simulator;

/// <summary>Dedicated while fewer than so many requests are in flight there, else serverless; the other one when that fails.</summary>
internal sealed class FixedThreshold(TogetherClient client, double limit) : IPolicy
{
    private int _inFlight;

    public async Task<IAnswer> StartAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        Lane lane = _inFlight < limit ? Lane.Dedicated : Lane.Serverless;
        try
        {
            return await OpenAsync(request, lane, cancellationToken).ConfigureAwait(false);
        }
        catch (TogetherException exception) when (Failures.CanFallBack(exception))
        {
            return await OpenAsync(request, lane == Lane.Dedicated ? Lane.Serverless : Lane.Dedicated, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
    }

    private Task<StreamedAnswer> OpenAsync(ChatRequest request, Lane lane, CancellationToken cancellationToken)
    {
        if (lane == Lane.Serverless)
            return StreamedAnswer.OpenAsync(client, request, lane, released: null, cancellationToken);
        _inFlight++;
        return StreamedAnswer.OpenAsync(client, request, lane, () => _inFlight--, cancellationToken);
    }
}
