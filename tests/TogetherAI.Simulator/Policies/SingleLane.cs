namespace TogetherAI.Simulator;

/// <summary>Everything to one lane.</summary>
internal sealed class SingleLane(TogetherClient client, Lane lane) : IPolicy
{
    public async Task<IAnswer> StartAsync(ChatRequest request, CancellationToken cancellationToken) =>
        await StreamedAnswer.OpenAsync(client, request, lane, released: null, cancellationToken).ConfigureAwait(false);

    public void Dispose()
    {
    }
}
