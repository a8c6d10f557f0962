namespace TogetherAI;

/// <summary>How many requests a second arrived, seen through windows of one width. Immutable.</summary>
public sealed record WindowRates
{
    /// <summary>The windows' width.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>Over all windows.</summary>
    /// <value>In requests a second.</value>
    public required double Mean { get; init; }

    /// <summary>Half of the windows had no more than this.</summary>
    /// <value>In requests a second, to within 1 %.</value>
    public required double P50 { get; init; }

    /// <summary>95 of 100 windows had no more than this.</summary>
    /// <value>In requests a second, to within 1 %.</value>
    public required double P95 { get; init; }

    /// <summary>99 of 100 windows had no more than this.</summary>
    /// <value>In requests a second, to within 1 %.</value>
    public required double P99 { get; init; }

    /// <summary>The busiest window.</summary>
    /// <value>In requests a second.</value>
    public required double Peak { get; init; }

    /// <summary>
    /// The index of dispersion: the variance of a window's requests divided by their mean. Arrivals that know nothing of each other have 1, at
    /// any width (Poisson); more is bursty, less is regular. One that grows with the width tells of slow ups and downs.
    /// </summary>
    public required double IndexOfDispersion { get; init; }

    internal static WindowRates Of(WindowCounter windows)
    {
        CountSketch counts = windows.Snapshot();
        double seconds = windows.Width / (double)TimeSpan.TicksPerSecond;
        return new WindowRates
        {
            Window = TimeSpan.FromTicks(windows.Width),
            Mean = counts.Mean / seconds,
            P50 = Math.Round(counts.Quantile(0.5)) / seconds,
            P95 = Math.Round(counts.Quantile(0.95)) / seconds,
            P99 = Math.Round(counts.Quantile(0.99)) / seconds,
            Peak = counts.Max / seconds,
            IndexOfDispersion = counts.Mean > 0 ? counts.Variance / counts.Mean : 0,
        };
    }
}
