namespace TogetherAI;

/// <summary>
/// Counts of latencies from 1 ms to 600 s in buckets that grow by a constant factor, so that each value is known to within 2 %: the idea of
/// DDSketch (Masson, Rim and Lee 2019), with the range fixed beforehand. Latencies that were not seen to their end, because the request was
/// cancelled or overtaken by another, are counted apart: they lasted at least that long, and to leave them out would make the slow lane
/// look quick. <see cref="SurvivalCurve"/> makes sense of both. Lock-free; allocates nothing after it is made; sketches add up.
/// </summary>
internal sealed class LatencySketch
{
    /// <summary>The relative error.</summary>
    public const double Accuracy = 0.02;

    /// <summary>How many buckets there are.</summary>
    public const int Buckets = 334;

    private const double Growth = (1 + Accuracy) / (1 - Accuracy);

    private static readonly double s_perLog = 1 / Math.Log(Growth);

    private readonly int[] _ended = new int[Buckets];
    private readonly int[] _censored = new int[Buckets];
    private int _count;

    /// <summary>How many latencies were counted, of both kinds.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Those that ended, by bucket.</summary>
    public ReadOnlySpan<int> Ended => _ended;

    /// <summary>Those that were longer than their bucket, by an unknown time.</summary>
    public ReadOnlySpan<int> Censored => _censored;

    /// <summary>The bucket of a latency; what is out of range is in the first or the last.</summary>
    public static int BucketOf(TimeSpan latency) =>
        latency.TotalMilliseconds <= 1 ? 0 : Math.Min(Buckets - 1, (int)Math.Ceiling(Math.Log(latency.TotalMilliseconds) * s_perLog));

    /// <summary>The value that is within 2 % of every latency in the bucket.</summary>
    public static TimeSpan ValueOf(int bucket) => TimeSpan.FromMilliseconds(2 * Math.Pow(Growth, bucket) / (Growth + 1));

    /// <summary>Counts a latency.</summary>
    public void Add(TimeSpan latency) => Add(_ended, latency);

    /// <summary>Counts a latency that is only known to be longer than this.</summary>
    public void AddCensored(TimeSpan longerThan) => Add(_censored, longerThan);

    /// <summary>Adds what another has counted.</summary>
    public void Merge(LatencySketch other)
    {
        if (other.Count == 0)
            return;
        for (int i = 0; i < Buckets; i++)
        {
            _ended[i] += other._ended[i];
            _censored[i] += other._censored[i];
        }

        _count += other.Count;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_ended);
        Array.Clear(_censored);
        Volatile.Write(ref _count, 0);
    }

    private void Add(int[] counts, TimeSpan latency)
    {
        Interlocked.Increment(ref counts[BucketOf(latency)]);
        Interlocked.Increment(ref _count);
    }
}
