namespace TogetherAI;

/// <summary>
/// How likely a latency is to be longer than a time, from what was seen whole and what was seen in part, by the product-limit estimator
/// (Kaplan and Meier 1958). Immutable.
/// </summary>
internal sealed class SurvivalCurve
{
    private readonly float[] _survival;

    private SurvivalCurve(float[] survival) => _survival = survival;

    /// <summary>Estimates the curve.</summary>
    /// <param name="seen">How many ended in each bucket of <see cref="LatencySketch"/>.</param>
    /// <param name="censored">How many were given up in each bucket.</param>
    public static SurvivalCurve Estimate(ReadOnlySpan<int> seen, ReadOnlySpan<int> censored)
    {
        long atRisk = 0;
        for (int i = 0; i < seen.Length; i++)
            atRisk += seen[i] + censored[i];
        float[] survival = new float[seen.Length];
        double share = 1;
        for (int i = 0; i < survival.Length; i++)
        {
            if (atRisk > 0)
                share *= 1 - ((double)seen[i] / atRisk);
            atRisk -= seen[i] + censored[i];
            survival[i] = (float)share;
        }

        return new SurvivalCurve(survival);
    }

    /// <summary>A curve to begin with: lognormal around a median, three times as long in one of a thousand.</summary>
    public static SurvivalCurve Expect(TimeSpan median)
    {
        float[] survival = new float[LatencySketch.Buckets];
        for (int i = 0; i < survival.Length; i++)
        {
            double z = Math.Log(LatencySketch.LatencyOf(i) / median) / 0.35;
            survival[i] = (float)(1 / (1 + Math.Exp(1.702 * z))); // the logistic function, within 1 % of the normal distribution's
        }

        return new SurvivalCurve(survival);
    }

    /// <summary>The time under which this share stays; the longest there is when so many were given up that it is not known.</summary>
    public TimeSpan Quantile(double share) => LatencySketch.LatencyOf(Math.Min(First(1 - share), _survival.Length - 1));

    /// <summary>The share that takes longer than a time.</summary>
    public double Exceeds(TimeSpan time) => _survival[LatencySketch.BucketOf(time)];

    /// <summary>How much longer half of those take that have taken so long already. Where nothing has taken so long, as long again.</summary>
    public TimeSpan MedianResidual(TimeSpan age)
    {
        double left = Exceeds(age);
        int at = left <= 0 ? _survival.Length : First(left / 2);
        return at >= _survival.Length ? age : LatencySketch.LatencyOf(at) is var end && end > age ? end - age : TimeSpan.Zero;
    }

    /// <summary>The first bucket after which no more than this share is left; survival falls, so it is found by halving.</summary>
    private int First(double left)
    {
        int low = 0;
        int high = _survival.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_survival[middle] <= left + 1e-6)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
