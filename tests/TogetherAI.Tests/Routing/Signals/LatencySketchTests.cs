using FsCheck;
using FsCheck.Fluent;

namespace TogetherAI.Tests.Routing;

public class LatencySketchTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20_261_121, 7);
    private static readonly double[] s_shares = [0.01, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1];

    /// <summary>Latencies from 1 ms to 600 s, as many small as large.</summary>
    private static readonly Gen<double> s_milliseconds = Gen.Choose(0, 1_000_000).Select(static x => Math.Pow(600_000, x / 1e6));

    [Fact]
    public void Of_latencies_seen_to_their_end_a_quantile_is_within_2_percent() =>
        Check.One(s_config, Prop.ForAll(s_milliseconds.NonEmptyListOf().ToArbitrary(), static latencies =>
        {
            LatencySketch sketch = new();
            foreach (double latency in latencies)
                sketch.Add(TimeSpan.FromMilliseconds(latency));
            SurvivalCurve curve = new();
            curve.Fill(sketch);
            double[] sorted = [.. latencies.Order()];
            foreach (double q in s_shares)
            {
                double exact = sorted[Math.Max(0, (int)Math.Ceiling((q * sorted.Length) - 1e-9) - 1)];
                Assert.InRange(curve.Quantile(q).TotalMilliseconds, exact * 0.9799, exact * 1.0201);
            }
        }));

    [Fact]
    public void With_latencies_cut_off_it_is_the_product_limit() =>
        Check.One(s_config, Prop.ForAll(s_milliseconds.Zip(Gen.Elements(true, false)).NonEmptyListOf().ToArbitrary(), static samples =>
        {
            LatencySketch sketch = new();
            foreach ((double latency, bool isCensored) in samples)
            {
                if (isCensored)
                    sketch.AddCensored(TimeSpan.FromMilliseconds(latency));
                else
                    sketch.Add(TimeSpan.FromMilliseconds(latency));
            }

            SurvivalCurve curve = new();
            curve.Fill(sketch);
            foreach ((double latency, _) in samples)
            {
                int bucket = LatencySketch.BucketOf(TimeSpan.FromMilliseconds(latency));
                Assert.Equal(ProductLimit(samples, bucket), curve.Survival(LatencySketch.ValueOf(bucket)), 9);
            }
        }));

    [Fact]
    public void Leaving_out_what_was_cut_off_would_make_it_look_quick()
    {
        LatencySketch sketch = new();
        for (int i = 0; i < 50; i++)
        {
            sketch.Add(TimeSpan.FromSeconds(1));
            sketch.AddCensored(TimeSpan.FromSeconds(1.5));
        }

        sketch.Add(TimeSpan.FromSeconds(9));
        SurvivalCurve curve = new();
        curve.Fill(sketch);
        Assert.InRange(curve.Quantile(0.9).TotalSeconds, 8.8, 9.2); // without them: 1 s
    }

    [Fact]
    public void Where_everything_was_cut_off_a_quantile_is_at_least_what_was_seen()
    {
        LatencySketch sketch = new();
        sketch.AddCensored(TimeSpan.FromSeconds(3));
        SurvivalCurve curve = new();
        curve.Fill(sketch);
        Assert.InRange(curve.Quantile(0.5).TotalSeconds, 2.94, 3.06);
        Assert.Null(curve.MedianResidual(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Sketches_add_up_and_can_be_emptied()
    {
        LatencySketch one = new(), other = new();
        one.Add(TimeSpan.FromMilliseconds(0.1));
        other.Add(TimeSpan.FromHours(1));
        other.AddCensored(TimeSpan.FromSeconds(1));
        one.Merge(other);
        Assert.Equal(3, one.Count);
        SurvivalCurve curve = new();
        curve.Fill(one);
        Assert.InRange(curve.Quantile(1).TotalSeconds, 588, 612); // out of range is at its end
        one.Clear();
        curve.Fill(one);
        Assert.True(curve.IsEmpty);
    }

    [Fact]
    public void The_rest_of_a_wait_is_told_from_those_that_waited_as_long()
    {
        LatencySketch sketch = new();
        for (int i = 0; i < 90; i++)
            sketch.Add(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 10; i++)
            sketch.Add(TimeSpan.FromSeconds(20));
        SurvivalCurve curve = new();
        curve.Fill(sketch);
        Assert.InRange(curve.MedianResidual(TimeSpan.Zero)!.Value.TotalSeconds, 0.98, 1.02);
        Assert.InRange(curve.MedianResidual(TimeSpan.FromSeconds(2))!.Value.TotalSeconds, 17.6, 18.4);
        Assert.Null(curve.MedianResidual(TimeSpan.FromSeconds(30)));
    }

    /// <summary>Kaplan and Meier's formula as it stands in textbooks, sample by sample.</summary>
    private static double ProductLimit(IReadOnlyCollection<(double Latency, bool IsCensored)> samples, int upTo)
    {
        double survival = 1;
        foreach (int time in samples.Where(static s => !s.IsCensored).Select(BucketOf).Distinct().Where(time => time <= upTo))
        {
            double ended = samples.Count(s => !s.IsCensored && BucketOf(s) == time);
            survival *= 1 - (ended / samples.Count(s => BucketOf(s) >= time));
        }

        return survival;
    }

    private static int BucketOf((double Latency, bool IsCensored) sample) =>
        LatencySketch.BucketOf(TimeSpan.FromMilliseconds(sample.Latency));
}
