namespace TogetherAI;

/// <summary>
/// What a lane's time to first token was over the last minute or so, by the length of the prompt. Buckets with few samples borrow from their
/// neighbours, scaled; a lane of which nothing is known is expected to take 200 ms and 0.1 ms for each token of the prompt. What is read is
/// kept for a quarter of a second, so reading costs an array lookup. Thread-safe.
/// </summary>
internal sealed class FirstTokenProfile
{
    private const int Epochs = 3;
    private const int Enough = 20;

    private readonly TimeProvider _time;
    private readonly long _epochTicks;
    private readonly long _freshTicks;
    private readonly long _origin;
    private readonly LatencySketch[] _sketches = new LatencySketch[Epochs * PromptBuckets.Count];
    private readonly Cached?[] _cached = new Cached?[PromptBuckets.Count + 1];
    private readonly Lock _gate = new();
    private long _epoch;

    public FirstTokenProfile(TimeProvider time, TimeSpan epoch)
    {
        _time = time;
        _epochTicks = Math.Max(1, (long)(epoch.TotalSeconds * time.TimestampFrequency));
        _freshTicks = time.TimestampFrequency / 4;
        _origin = time.GetTimestamp();
        for (int i = 0; i < _sketches.Length; i++)
            _sketches[i] = new LatencySketch();
    }

    /// <summary>A first token came after this time.</summary>
    public void Record(int promptTokens, TimeSpan timeToFirstToken) => Current(promptTokens).Add(timeToFirstToken);

    /// <summary>An attempt was given up at this age without a first token.</summary>
    public void RecordCensored(int promptTokens, TimeSpan age) => Current(promptTokens).AddCensored(age);

    /// <summary>The time under which this share of such prompts stays.</summary>
    public TimeSpan Quantile(int promptTokens, double share) => Curve(PromptBuckets.Of(promptTokens)).Quantile(share);

    /// <summary>The share of such prompts that takes longer.</summary>
    public double ExceedProbability(int promptTokens, TimeSpan limit) => Curve(PromptBuckets.Of(promptTokens)).Exceeds(limit);

    /// <summary>How much longer half of such prompts take that have taken so long already.</summary>
    public TimeSpan MedianResidual(int promptTokens, TimeSpan age) => Curve(PromptBuckets.Of(promptTokens)).MedianResidual(age);

    /// <summary>The time under which this share of all prompts stays.</summary>
    public TimeSpan Overall(double share) => Curve(PromptBuckets.Count).Quantile(share);

    private static TimeSpan Expected(int bucket) => TimeSpan.FromMilliseconds(200 + (0.1 * PromptBuckets.Middle(bucket)));

    private LatencySketch Current(int promptTokens) => _sketches[(Rotate() * PromptBuckets.Count) + PromptBuckets.Of(promptTokens)];

    /// <summary>The place of the current epoch; what stood there, three epochs ago, is forgotten.</summary>
    private int Rotate()
    {
        long epoch = (_time.GetTimestamp() - _origin) / _epochTicks;
        if (epoch > Volatile.Read(ref _epoch))
        {
            lock (_gate)
            {
                for (long old = Math.Max(_epoch, epoch - Epochs) + 1; old <= epoch; old++)
                {
                    int at = (int)(old % Epochs) * PromptBuckets.Count;
                    for (int i = 0; i < PromptBuckets.Count; i++)
                        _sketches[at + i].Clear();
                }

                Volatile.Write(ref _epoch, Math.Max(epoch, _epoch));
            }
        }

        return (int)(epoch % Epochs);
    }

    private SurvivalCurve Curve(int bucket)
    {
        long now = _time.GetTimestamp();
        Cached? cached = Volatile.Read(ref _cached[bucket]);
        if (cached is null || now - cached.MadeAt > _freshTicks)
        {
            Rotate();
            cached = new Cached(bucket == PromptBuckets.Count ? EstimateAll() : Estimate(bucket), now);
            Volatile.Write(ref _cached[bucket], cached);
        }

        return cached.Curve;
    }

    private SurvivalCurve Estimate(int bucket)
    {
        Span<int> seen = stackalloc int[LatencySketch.Buckets];
        Span<int> censored = stackalloc int[LatencySketch.Buckets];
        int count = Add(bucket, seen, censored, 1);
        for (int distance = 1; count < Enough && distance < PromptBuckets.Count; distance++)
        {
            if (bucket - distance >= 0)
                count += Add(bucket - distance, seen, censored, Expected(bucket) / Expected(bucket - distance));
            if (bucket + distance < PromptBuckets.Count)
                count += Add(bucket + distance, seen, censored, Expected(bucket) / Expected(bucket + distance));
        }

        return count == 0 ? SurvivalCurve.Expect(Expected(bucket)) : SurvivalCurve.Estimate(seen, censored);
    }

    private SurvivalCurve EstimateAll()
    {
        Span<int> seen = stackalloc int[LatencySketch.Buckets];
        Span<int> censored = stackalloc int[LatencySketch.Buckets];
        int count = 0;
        for (int bucket = 0; bucket < PromptBuckets.Count; bucket++)
            count += Add(bucket, seen, censored, 1);
        return count == 0 ? SurvivalCurve.Expect(Expected(PromptBuckets.Of(1000))) : SurvivalCurve.Estimate(seen, censored);
    }

    private int Add(int bucket, Span<int> seen, Span<int> censored, double factor)
    {
        int count = 0;
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            LatencySketch sketch = _sketches[(epoch * PromptBuckets.Count) + bucket];
            if (sketch.Count == 0)
                continue;
            sketch.AddTo(seen, censored, factor);
            count += sketch.Count;
        }

        return count;
    }

    private sealed record Cached(SurvivalCurve Curve, long MadeAt);
}
