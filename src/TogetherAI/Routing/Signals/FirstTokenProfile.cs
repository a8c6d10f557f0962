namespace TogetherAI;

/// <summary>
/// How long a lane takes to its first token, by length of prompt, over the last two to three epochs. Buckets with few samples borrow from
/// their neighbours. Before there are any, it assumes a median of 200 ms and 0.1 ms a token of the prompt, with an exponential spread:
/// wide, since nothing is known. What is read is at most 250 ms old; then reading is a search in an array. Lock-free; allocates nothing
/// after it is made.
/// </summary>
internal sealed class FirstTokenProfile
{
    private const int Epochs = 3;

    /// <summary>A bucket with fewer samples borrows.</summary>
    private const int Enough = 20;

    /// <summary>How far it borrows: three buckets make a factor of four.</summary>
    private const int Reach = 3;

    private const int AllPrompts = PromptBuckets.Count;

    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_priorBase = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_priorPerToken = TimeSpan.FromMilliseconds(0.1);

    private readonly TimeProvider _time;
    private readonly TimeSpan _epoch;
    private readonly long _origin;
    private readonly LatencySketch[][] _sketches; // epoch, bucket
    private readonly long[] _epochOf = new long[Epochs];
    private readonly SurvivalCurve[] _curves = [.. NewCurves()];
    private readonly long[] _readAgainAt = new long[PromptBuckets.Count + 1];
    private readonly LatencySketch _merged = new();
    private int _merging;

    public FirstTokenProfile(TimeProvider time, TimeSpan epoch)
    {
        _time = time;
        _epoch = epoch;
        _origin = time.GetTimestamp();
        _sketches = [.. Enumerable.Range(0, Epochs).Select(static _ => NewSketches())];
    }

    private long Now => _time.GetElapsedTime(_origin).Ticks;

    /// <summary>A first token came.</summary>
    public void Record(int promptTokens, TimeSpan ttft) => Current()[PromptBuckets.Of(promptTokens)].Add(ttft);

    /// <summary>A request was given up while it waited for its first token.</summary>
    public void RecordCensored(int promptTokens, TimeSpan age) => Current()[PromptBuckets.Of(promptTokens)].AddCensored(age);

    /// <summary>The time to first token that a share of such requests stays within.</summary>
    public TimeSpan Quantile(int promptTokens, double q)
    {
        SurvivalCurve curve = Curve(PromptBuckets.Of(promptTokens));
        return curve.IsEmpty ? Assumed(promptTokens) * Math.Log2(1 / Math.Max(1 - q, 1e-6)) : curve.Quantile(q);
    }

    /// <summary>How likely such a request takes longer than the limit.</summary>
    /// <param name="promptTokens">The prompt's length.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="doubt">
    /// As many samples count for what is assumed before there are any. A lane that is rarely used needs that: a few slow answers would keep
    /// everybody from it, and with that from finding out that it is well.
    /// </param>
    public double ExceedProbability(int promptTokens, TimeSpan limit, int doubt = 0)
    {
        SurvivalCurve curve = Curve(PromptBuckets.Of(promptTokens));
        if (doubt == 0 && !curve.IsEmpty)
            return curve.Survival(limit);
        double assumed = Math.Pow(0.5, limit / Assumed(promptTokens));
        int samples = curve.Samples;
        return curve.IsEmpty ? assumed : ((samples * curve.Survival(limit)) + (doubt * assumed)) / (samples + doubt);
    }

    /// <summary>
    /// How much longer such a request will wait, at the median, when it has waited this long. Beyond what has been seen: as long again,
    /// which is what heavy tails do.
    /// </summary>
    public TimeSpan MedianResidual(int promptTokens, TimeSpan age)
    {
        SurvivalCurve curve = Curve(PromptBuckets.Of(promptTokens));
        return curve.IsEmpty ? Assumed(promptTokens) : curve.MedianResidual(age) ?? age;
    }

    /// <summary>The time to first token that a share of all requests stays within; zero where there were none.</summary>
    public TimeSpan Overall(double q)
    {
        SurvivalCurve curve = Curve(AllPrompts);
        return curve.IsEmpty ? TimeSpan.Zero : curve.Quantile(q);
    }

    /// <summary>The median that is assumed of a lane of which nothing is known.</summary>
    public static TimeSpan Assumed(int promptTokens) => s_priorBase + (s_priorPerToken * promptTokens);

    private static LatencySketch[] NewSketches() => [.. Enumerable.Range(0, PromptBuckets.Count).Select(static _ => new LatencySketch())];

    private static IEnumerable<SurvivalCurve> NewCurves() =>
        Enumerable.Range(0, PromptBuckets.Count + 1).Select(static _ => new SurvivalCurve());

    private LatencySketch[] Current()
    {
        long epoch = Now / _epoch.Ticks;
        int slot = (int)(epoch % Epochs);
        Begin(slot, epoch);
        return _sketches[slot];
    }

    /// <summary>Empties the sketches of an epoch that is over, once.</summary>
    private void Begin(int slot, long epoch)
    {
        long before = Volatile.Read(ref _epochOf[slot]);
        if (before >= epoch || Interlocked.CompareExchange(ref _epochOf[slot], epoch, before) != before)
            return;
        foreach (LatencySketch sketch in _sketches[slot])
            sketch.Clear();
    }

    private SurvivalCurve Curve(int bucket)
    {
        SurvivalCurve curve = _curves[bucket];
        long now = Now;
        if (now < Volatile.Read(ref _readAgainAt[bucket]) || Interlocked.Exchange(ref _merging, 1) == 1)
            return curve; // fresh enough, or another thread is at it
        _merged.Clear();
        if (bucket == AllPrompts)
            Gather(0, PromptBuckets.Count - 1, now);
        else
            GatherAround(bucket, now);
        curve.Fill(_merged);
        Volatile.Write(ref _readAgainAt[bucket], now + s_refresh.Ticks);
        Volatile.Write(ref _merging, 0);
        return curve;
    }

    private void GatherAround(int bucket, long now)
    {
        Gather(bucket, bucket, now);
        for (int reach = 1; reach <= Reach && _merged.Count < Enough; reach++)
        {
            if (bucket - reach >= 0)
                Gather(bucket - reach, bucket - reach, now);
            if (bucket + reach < PromptBuckets.Count)
                Gather(bucket + reach, bucket + reach, now);
        }
    }

    private void Gather(int from, int to, long now)
    {
        long oldest = (now / _epoch.Ticks) - Epochs + 1;
        for (int slot = 0; slot < Epochs; slot++)
        {
            if (Volatile.Read(ref _epochOf[slot]) < oldest)
                continue;
            for (int bucket = from; bucket <= to; bucket++)
                _merged.Merge(_sketches[slot][bucket]);
        }
    }
}
