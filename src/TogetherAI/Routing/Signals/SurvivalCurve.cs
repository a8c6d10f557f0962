namespace TogetherAI;

/// <summary>
/// The share of latencies that last longer than a time, estimated from a <see cref="LatencySketch"/> by the product limit of Kaplan and
/// Meier (1958): bucket after bucket, the share of those still waiting that do not end there. Latencies that were cut off count among those
/// who wait as long as they did. Without any of them it is the plain empirical distribution. Reading allocates nothing; it may be read
/// while it is filled anew, and then answers from the old or the new in part.
/// </summary>
internal sealed class SurvivalCurve
{
    private readonly double[] _survival = new double[LatencySketch.Buckets];
    private int _last = -1;
    private int _samples;

    /// <summary>Whether there was anything to estimate from.</summary>
    public bool IsEmpty => Volatile.Read(ref _last) < 0;

    /// <summary>How many there were.</summary>
    public int Samples => Volatile.Read(ref _samples);

    /// <summary>Estimates anew.</summary>
    public void Fill(LatencySketch sketch)
    {
        ReadOnlySpan<int> ended = sketch.Ended;
        ReadOnlySpan<int> censored = sketch.Censored;
        long waiting = 0;
        int last = -1;
        for (int i = 0; i < ended.Length; i++)
        {
            waiting += ended[i] + censored[i];
            if (ended[i] + censored[i] > 0)
                last = i;
        }

        Volatile.Write(ref _samples, (int)waiting);
        double survival = 1;
        for (int i = 0; i < ended.Length; i++)
        {
            if (ended[i] > 0)
                survival *= 1 - ((double)ended[i] / waiting);
            waiting -= ended[i] + censored[i];
            _survival[i] = survival;
        }

        Volatile.Write(ref _last, last);
    }

    /// <summary>
    /// The time that a share of latencies stays within. Where cut-off latencies hide it: the longest that was seen, which it exceeds.
    /// </summary>
    /// <param name="q">The share, 0 to 1.</param>
    public TimeSpan Quantile(double q) =>
        LatencySketch.ValueOf(Math.Min(FirstAtOrBelow(1 - q), Math.Max(0, Volatile.Read(ref _last))));

    /// <summary>The share of latencies that last longer than this.</summary>
    public double Survival(TimeSpan latency)
    {
        int bucket = LatencySketch.BucketOf(latency);
        if (LatencySketch.ValueOf(bucket) > latency)
            bucket--;
        return bucket < 0 ? 1 : _survival[bucket];
    }

    /// <summary>
    /// How much longer one that has lasted this long will last, at the median; null where the data do not reach that far.
    /// </summary>
    public TimeSpan? MedianResidual(TimeSpan age)
    {
        double survival = Survival(age);
        int bucket = FirstAtOrBelow(survival / 2);
        if (survival <= 0 || bucket >= LatencySketch.Buckets)
            return null;
        TimeSpan rest = LatencySketch.ValueOf(bucket) - age;
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    /// <summary>The first bucket after which no more than this share is left: the curve falls, so halving the range finds it.</summary>
    private int FirstAtOrBelow(double survival)
    {
        double limit = survival + 1e-9; // a product of many factors is not exact
        int low = 0, high = LatencySketch.Buckets;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_survival[middle] <= limit)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
