namespace TogetherAI;

/// <summary>
/// Counts latencies in buckets that grow by a constant factor, so that any quantile is right to 2 % (the idea of DDSketch, Masson, Rim and Lee
/// 2019). It also counts those that are only known to be longer than something: attempts that were given up before their first token. Left
/// out, they would make the quantiles too low, and hedging would feed itself. Fixed memory; adding is lock-free.
/// </summary>
internal sealed class LatencySketch
{
    /// <summary>The relative error of a quantile.</summary>
    public const double Error = 0.02;

    private const double ShortestSeconds = 0.001;
    private const double LongestSeconds = 600;

    private static readonly double s_logGrowth = Math.Log((1 + Error) / (1 - Error));

    /// <summary>How many buckets there are, from 1 ms to 600 s.</summary>
    public static readonly int Buckets = BucketOf(TimeSpan.FromSeconds(LongestSeconds)) + 1;


    private readonly int[] _seen = new int[Buckets];
    private readonly int[] _censored = new int[Buckets];
    private int _count;

    /// <summary>How many latencies were seen whole.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A latency that was seen.</summary>
    public void Add(TimeSpan latency)
    {
        Interlocked.Increment(ref _seen[BucketOf(latency)]);
        Interlocked.Increment(ref _count);
    }

    /// <summary>A latency that is longer than this.</summary>
    public void AddCensored(TimeSpan longerThan) => Interlocked.Increment(ref _censored[BucketOf(longerThan)]);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_seen);
        Array.Clear(_censored);
        Volatile.Write(ref _count, 0);
    }

    /// <summary>Adds what this sketch holds to sums.</summary>
    /// <param name="seen">Sums of latencies seen, by bucket.</param>
    /// <param name="censored">Sums of latencies known in part, by bucket.</param>
    /// <param name="factor">What the latencies are multiplied by first, which moves them by whole buckets.</param>
    public void AddTo(Span<int> seen, Span<int> censored, double factor)
    {
        int shift = (int)Math.Round(Math.Log(factor) / s_logGrowth);
        for (int i = 0; i < Buckets; i++)
        {
            int to = Math.Clamp(i + shift, 0, Buckets - 1);
            seen[to] += Volatile.Read(ref _seen[i]);
            censored[to] += Volatile.Read(ref _censored[i]);
        }
    }

    /// <summary>The bucket of a latency.</summary>
    public static int BucketOf(TimeSpan latency)
    {
        double seconds = Math.Clamp(latency.TotalSeconds, ShortestSeconds, LongestSeconds);
        return (int)(Math.Log(seconds / ShortestSeconds) / s_logGrowth);
    }

    /// <summary>The latency that stands for a bucket, within the error of all that fall into it.</summary>
    public static TimeSpan LatencyOf(int bucket) => TimeSpan.FromSeconds(ShortestSeconds * Math.Exp((bucket + 0.5) * s_logGrowth));
}
