namespace TogetherAI.Simulator;

/// <summary>
/// The lane with the lower mean latency, after LiteLLM's strategy of that name; a lane that has no samples counts as zero and is tried, one that
/// failed rests for 5 s. As written there, a full list of ten keeps its nine oldest samples and exchanges the newest; the ideal form rolls.
/// </summary>
internal sealed class LatencyBased(TogetherClient client, TimeProvider time, bool rolls) : IPolicy
{
    private const int Kept = 10;
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(5);

    private readonly List<double>[] _seconds = [[], []];
    private readonly long[] _restsUntil = new long[2];

    public async Task<IAnswer> StartAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        Lane lane = Choose();
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

    private Lane Choose()
    {
        long now = time.GetTimestamp();
        bool dedicatedRests = _restsUntil[0] > now;
        bool serverlessRests = _restsUntil[1] > now;
        if (dedicatedRests != serverlessRests)
            return dedicatedRests ? Lane.Serverless : Lane.Dedicated;
        return Mean(Lane.Serverless) < Mean(Lane.Dedicated) ? Lane.Serverless : Lane.Dedicated;
    }

    private double Mean(Lane lane) => _seconds[(int)lane] is { Count: > 0 } samples ? samples.Average() : 0;

    private async Task<IAnswer> OpenAsync(ChatRequest request, Lane lane, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        try
        {
            IAnswer answer = await StreamedAnswer.OpenAsync(client, request, lane, released: null, cancellationToken).ConfigureAwait(false);
            Add(_seconds[(int)lane], time.GetElapsedTime(started).TotalSeconds);
            return answer;
        }
        catch (TogetherException)
        {
            _restsUntil[(int)lane] = time.GetTimestamp() + s_rest.Ticks;
            throw;
        }
    }

    private void Add(List<double> samples, double seconds)
    {
        if (samples.Count == Kept)
            samples.RemoveAt(rolls ? 0 : Kept - 1);
        samples.Add(seconds);
    }
}
