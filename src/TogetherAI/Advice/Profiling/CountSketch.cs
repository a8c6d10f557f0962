namespace TogetherAI;

/// <summary>
/// Counts of non-negative numbers in buckets that grow by a constant factor, so that a quantile is known to within 1 %: the idea of DDSketch
/// (Masson, Rim and Lee 2019), with the range fixed beforehand. What is less than 1 counts as 0. Fixed memory; guarded by its owner.
/// </summary>
internal sealed class CountSketch
{
    private const double Accuracy = 0.01;
    private const double Growth = (1 + Accuracy) / (1 - Accuracy);

    /// <summary>Enough for 10^9: tokens of a prompt, or a time in units of 0.1 ms.</summary>
    private const int Buckets = 1038;

    private static readonly double s_perLog = 1 / Math.Log(Growth);

    private readonly long[] _counts = new long[Buckets];

    public long Count { get; private set; }

    public double Sum { get; private set; }

    public double SumOfSquares { get; private set; }

    public double Max { get; private set; }

    public double Mean => Count == 0 ? 0 : Sum / Count;

    /// <summary>Of all that was counted, not of a sample: divided by the count.</summary>
    public double Variance => Count == 0 ? 0 : Math.Max(0, (SumOfSquares / Count) - (Mean * Mean));

    public void Add(double value, long times = 1)
    {
        _counts[value < 1 ? 0 : Math.Min(Buckets - 1, 1 + (int)Math.Ceiling(Math.Log(value) * s_perLog))] += times;
        Count += times;
        Sum += value * times;
        SumOfSquares += value * value * times;
        Max = Math.Max(Max, value);
    }

    /// <summary>The value that this share of the counted ones do not exceed (nearest rank), to within 1 %.</summary>
    public double Quantile(double share)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank)
                return bucket == 0 ? 0 : Math.Min(Max, 2 * Math.Pow(Growth, bucket - 1) / (Growth + 1));
        }

        return 0;
    }

    public CountSketch Copy()
    {
        CountSketch copy = new() { Count = Count, Sum = Sum, SumOfSquares = SumOfSquares, Max = Max };
        _counts.CopyTo(copy._counts, 0);
        return copy;
    }
}
