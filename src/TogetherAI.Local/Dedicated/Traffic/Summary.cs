using System.Globalization;

namespace TogetherAI.Local.Dedicated;

/// <summary>Makes numbers of requests. Called under the cloud's lock.</summary>
internal sealed class Summary(DateTimeOffset start, DateTimeOffset end, TimeSpan? step, DateTimeOffset now, IReadOnlyList<LedgerRun> runs)
{
    private readonly WireTimeRange _range = new(start.UtcDateTime, end.UtcDateTime);
    private readonly double _seconds = (end - start).TotalSeconds;

    public WireAnalytics Of(TrafficSample[] samples, CloudDeployment[] deployments) => new()
    {
        TimeRange = _range,
        Metrics = Metrics(samples, deployments),
        TimeSeries = step is { } width ? Series(samples, width) : null,
    };

    private WireMetrics Metrics(TrafficSample[] samples, CloudDeployment[] deployments)
    {
        int succeeded = samples.Count(static sample => sample.Succeeded);
        (long input, long output) = (samples.Sum(static sample => (long)sample.PromptTokens), samples.Sum(static sample => (long)sample.OutputTokens));
        return new WireMetrics
        {
            TimeRange = _range,
            RequestMetrics = new(Text(samples.Length), Text(succeeded), Text(samples.Length - succeeded), samples.Length / _seconds, ByStatus(samples)),
            LatencyMetrics = succeeded > 0 ? Latency([.. samples.Where(static sample => sample.Succeeded)]) : null,
            ThroughputMetrics = new(output / _seconds, succeeded / _seconds),
            ErrorMetrics = new(
                samples.Length == 0 ? 0 : 100.0 * (samples.Length - succeeded) / samples.Length,
                ByStatus(samples.Where(static sample => !sample.Succeeded))),
            ResourceUtilization = Utilization(samples, deployments),
            TokenMetrics = new(Text(input), Text(output), Mean(input, samples.Length), Mean(output, samples.Length)),
        };
    }

    private static WireLatencyMetrics Latency(TrafficSample[] served)
    {
        double[] whole = [.. served.Select(static sample => (sample.EndedAt - sample.ArrivedAt).TotalMilliseconds).Order()];
        double[] first = [.. served
            .Where(static sample => sample.ReadAt is not null)
            .Select(static sample => (sample.ReadAt!.Value - sample.ArrivedAt).TotalMilliseconds)
            .Order()];
        double[] between = [.. served
            .Where(static sample => sample.ReadAt is not null && sample.OutputTokens > 1)
            .Select(static sample => (sample.EndedAt - sample.ReadAt!.Value).TotalMilliseconds / (sample.OutputTokens - 1))
            .Order()];
        return new WireLatencyMetrics
        {
            TtftP50Ms = Percentile(first, 0.5),
            TtftP90Ms = Percentile(first, 0.9),
            TtftP99Ms = Percentile(first, 0.99),
            LatencyP50Ms = Percentile(whole, 0.5),
            LatencyP90Ms = Percentile(whole, 0.9),
            LatencyP99Ms = Percentile(whole, 0.99),
            ItlP50Ms = Percentile(between, 0.5),
            ItlP90Ms = Percentile(between, 0.9),
            ItlP99Ms = Percentile(between, 0.99),
        };
    }

    // The busy share of the slots that there were: a GPU is as busy here as its slots are.
    private WireUtilization? Utilization(TrafficSample[] samples, CloudDeployment[] deployments)
    {
        double offered = deployments.Sum(deployment => deployment.Workload.Lane.SlotsPerReplica
            * runs.Where(run => run.DeploymentId == deployment.Id).Sum(run => Overlap(run.StartedAt, run.EndedAt ?? now)));
        return offered <= 0 ? null : new WireUtilization(Math.Min(100, 100 * samples.Sum(sample => Overlap(sample.ArrivedAt, sample.EndedAt)) / offered));
    }

    private double Overlap(DateTimeOffset from, DateTimeOffset to) =>
        Math.Max(0, ((to < end ? to : end) - (from > start ? from : start)).TotalSeconds);

    private List<WirePoint> Series(TrafficSample[] samples, TimeSpan width)
    {
        ILookup<int, TrafficSample> pieces = samples.ToLookup(sample => (int)((sample.ArrivedAt - start) / width));
        List<WirePoint> points = [];
        for (int i = 0; start + (width * i) < end; i++)
        {
            TrafficSample[] piece = [.. pieces[i]];
            points.Add(new WirePoint((start + (width * i)).UtcDateTime, new Dictionary<string, double>
            {
                ["total_requests"] = piece.Length,
                ["failed_requests"] = piece.Count(static sample => !sample.Succeeded),
                ["input_tokens"] = piece.Sum(static sample => (long)sample.PromptTokens),
                ["output_tokens"] = piece.Sum(static sample => (long)sample.OutputTokens),
            }));
        }

        return points;
    }

    private static Dictionary<string, string> ByStatus(IEnumerable<TrafficSample> samples) => samples
        .GroupBy(static sample => sample.Status)
        .OrderBy(static group => group.Key)
        .ToDictionary(static group => Text(group.Key), static group => Text(group.Count()));

    // The nearest rank: a number that was really measured.
    private static double? Percentile(double[] sorted, double share) =>
        sorted.Length == 0 ? null : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];

    private static double Mean(long sum, int count) => count == 0 ? 0 : (double)sum / count;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
