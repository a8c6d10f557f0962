namespace TogetherAI.Tests.Advice;

public class TrafficProfilerTests
{
    [Fact]
    public void Counts_lengths_and_times_come_out_as_they_went_in()
    {
        TrafficProfiler profiler = new();
        for (int i = 1; i <= 100; i++)
        {
            profiler.Record(Traffic.At(i, prompt: i * 10, completion: i) with
            {
                TimeToFirstToken = TimeSpan.FromMilliseconds(i * 5),
                Duration = TimeSpan.FromSeconds(i),
                NobodyWaits = i <= 25,
            });
        }

        TrafficProfile profile = profiler.GetProfile();
        Assert.Equal((100, 50_500, 5_050), (profile.Requests, profile.PromptTokens.Total, profile.CompletionTokens.Total));
        Assert.Equal((505, 1000), (profile.PromptTokens.Mean, profile.PromptTokens.Max));
        AssertNear(500, profile.PromptTokens.P50);
        AssertNear(950, profile.PromptTokens.P95);
        AssertNear(250, profile.TimeToFirstToken!.P50.TotalMilliseconds);
        AssertNear(475, profile.TimeToFirstToken.P95.TotalMilliseconds);
        AssertNear(495, profile.TimeToFirstToken.P99.TotalMilliseconds);
        AssertNear(95, profile.Duration!.P95.TotalSeconds);
        Assert.Equal(0.25, profile.BackgroundShare);
        Assert.Equal((Traffic.Start.AddSeconds(1), Traffic.Start.AddSeconds(100)), (profile.First, profile.Last));
        Assert.True(profile.IsWhole);
    }

    [Fact]
    public void What_was_not_measured_is_null_and_not_zero()
    {
        TrafficProfile profile = Traffic.Profile([Traffic.At(0), Traffic.At(1)]);
        Assert.Null(profile.TimeToFirstToken);
        Assert.Null(profile.Duration);
        Assert.Null(profile.BackgroundShare);
    }

    [Fact]
    public void Steady_arrivals_have_no_dispersion_and_bursts_have_much()
    {
        WindowRates steady = Traffic.Profile(Traffic.Steady(600, every: 0.5)).PerSecond;
        Assert.Equal((2, 2, 2, 0), (steady.Mean, steady.P50, steady.Peak, steady.IndexOfDispersion));

        // Ten at once every tenth second: the mean is 1, the variance (9 x 1 + 81) / 10 = 9.
        WindowRates bursts = Traffic.Profile(Enumerable.Range(0, 1000).Select(static i => Traffic.At(i / 10 * 10)).Append(Traffic.At(999))).PerSecond;
        Assert.Equal(1.001, bursts.Mean, 3);
        Assert.Equal(10, bursts.Peak);
        Assert.Equal(9, bursts.IndexOfDispersion, 0.05);
        Assert.Equal((0, 10), (bursts.P50, bursts.P95));
    }

    [Fact]
    public void Independent_arrivals_have_a_dispersion_of_one()
    {
        WindowRates rates = Traffic.Profile(Traffic.Random(seed: 3, count: 20_000, perSecond: 5)).PerSecond;
        Assert.InRange(rates.IndexOfDispersion, 0.95, 1.05);
        Assert.InRange(rates.Mean, 4.9, 5.1);
    }

    [Fact]
    public void Order_does_not_matter_within_a_quarter_of_an_hour()
    {
        TrafficRecord[] records = [.. Traffic.Random(seed: 5, count: 2000, perSecond: 3)];
        TrafficRecord[] shuffled = [.. records];
        new Random(1).Shuffle(shuffled); // eleven minutes of traffic
        Assert.Equal(Traffic.Profile(records).PerSecond, Traffic.Profile(shuffled).PerSecond);
        Assert.Equal(Traffic.Profile(records).Arrivals, Traffic.Profile(shuffled).Arrivals);
        Assert.Equal(0, Traffic.Profile(shuffled).Late);
    }

    [Fact]
    public void What_comes_too_late_for_the_rates_is_counted_and_said()
    {
        TrafficProfile profile = Traffic.Profile([Traffic.At(0), Traffic.At(7200), Traffic.At(1), Traffic.At(7201)]);
        Assert.Equal((4, 1), (profile.Requests, profile.Late));
        Assert.Equal(3, profile.PerSecond.Mean * 7202, 6);
    }

    [Fact]
    public void A_long_pause_counts_as_time_without_traffic()
    {
        WindowRates rates = Traffic.Profile([Traffic.At(0), Traffic.At(9999)]).PerSecond;
        Assert.Equal(2 / 10_000.0, rates.Mean, 9);
        Assert.Equal((0, 1), (rates.P99, rates.Peak));
    }

    [Fact]
    public void The_load_over_time_has_few_steps_and_loses_nothing()
    {
        TrafficProfile profile = Traffic.Profile(Traffic.Steady(5000, every: 60));
        Assert.Equal(TimeSpan.FromSeconds(512), profile.LoadStep);
        Assert.InRange(profile.Load.Count, 360, 720);
        Assert.Equal((5000, 500_000, 55_000), (profile.Load.Sum(static p => p.Requests), profile.Load.Sum(static p => p.PromptTokens), profile.Load.Sum(static p => p.CompletionTokens)));
        Assert.Equal(Traffic.Start, profile.Load[0].At);
        Assert.Equal(profile.LoadStep, profile.Load[2].At - profile.Load[1].At);
    }

    [Fact]
    public void Hours_of_the_week_know_how_much_of_them_was_seen()
    {
        // Monday 00:00 to 02:30, eight days later again.
        TrafficProfile profile = Traffic.Profile([Traffic.At(0), Traffic.At(5400, prompt: 7), Traffic.At(86_400 * 7), Traffic.At((86_400 * 7) + 9000)]);
        Assert.Equal(168, profile.HoursOfWeek.Count);
        HourLoad first = profile.HoursOfWeek.Single(static hour => hour is { Day: DayOfWeek.Monday, Hour: 0 });
        HourLoad second = profile.HoursOfWeek.Single(static hour => hour is { Day: DayOfWeek.Monday, Hour: 1 });
        HourLoad third = profile.HoursOfWeek.Single(static hour => hour is { Day: DayOfWeek.Monday, Hour: 2 });
        Assert.Equal((2, 2.0), (first.Requests, first.HoursSeen));
        Assert.Equal((1, 2.0, 7), (second.Requests, second.HoursSeen, second.PromptTokens));
        Assert.Equal((1, 1.5), (third.Requests, third.HoursSeen));
    }

    [Fact]
    public void Of_more_requests_than_fit_the_busiest_in_a_row_are_kept()
    {
        // A hundred a minute apart, forty within four seconds, a hundred a minute apart.
        IEnumerable<TrafficRecord> calm = Enumerable.Range(0, 100).Select(static i => Traffic.At(i * 60));
        IEnumerable<TrafficRecord> rush = Enumerable.Range(0, 40).Select(static i => Traffic.At(6000 + (i * 0.1), prompt: 9));
        IEnumerable<TrafficRecord> after = Enumerable.Range(0, 100).Select(static i => Traffic.At(7000 + (i * 60)));
        TrafficProfile profile = Traffic.Profile([.. calm, .. rush, .. after], replayed: 16);
        Assert.False(profile.IsWhole);
        Assert.Equal(16, profile.Arrivals.Length);
        Assert.All(profile.Arrivals, static arrival => Assert.Equal(9, arrival.PromptTokens));
        Assert.Equal(profile.Arrivals.OrderBy(static arrival => arrival.Ticks), profile.Arrivals);
    }

    [Fact]
    public void Many_threads_record_at_once_and_nothing_is_lost()
    {
        TrafficProfiler profiler = new();
        Parallel.For(0, 20_000, i => profiler.Record(Traffic.At(i % 500)));
        Assert.Equal(20_000, profiler.GetProfile().Requests);
        Assert.Equal(40, profiler.GetProfile().PerSecond.Mean);
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        TrafficProfiler profiler = new(new TrafficProfilerOptions { ReplayedRequests = 64 });
        foreach (TrafficRecord record in Traffic.Steady(500, every: 0.3))
            profiler.Record(record);
        TrafficRecord[] more = [.. Traffic.Steady(5000, every: 1.7)];
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (TrafficRecord record in more)
            profiler.Record(record);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void All_that_is_ever_kept_are_1_7_megabytes()
    {
        TrafficRecord[] records = [.. Traffic.Steady(200_000, every: 3.7)];
        long before = GC.GetAllocatedBytesForCurrentThread();
        TrafficProfiler profiler = new();
        foreach (TrafficRecord record in records)
            profiler.Record(record);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1_600_000, 1_700_000);
        GC.KeepAlive(profiler);
    }

    [Fact]
    public void Nonsense_is_refused_by_name()
    {
        TrafficProfiler profiler = new();
        Assert.Contains("PromptTokens", Assert.Throws<ArgumentException>(() => profiler.Record(Traffic.At(0, prompt: -1))).Message, StringComparison.Ordinal);
        Assert.Contains("Duration", Assert.Throws<ArgumentException>(() => profiler.Record(Traffic.At(0) with { Duration = TimeSpan.FromSeconds(-1) })).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(profiler.GetProfile);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new TrafficProfilerOptions { ReplayedRequests = 15 });
    }

    private static void AssertNear(double expected, double actual) => Assert.InRange(actual, expected * 0.985, expected * 1.015);
}
