using System.Diagnostics.Metrics;

namespace TogetherAI;

/// <summary>The histograms, shared by all clients of the process. Thread-safe.</summary>
internal static class CallMetrics
{
    private static readonly Meter s_meter = new(new MeterOptions(TogetherTelemetry.MeterName)
    {
        Version = TogetherTelemetry.Version,
        TelemetrySchemaUrl = GenAiConventions.SchemaUrl,
    });

    public static readonly Histogram<double> Duration = CreateTime(
        GenAiConventions.OperationDuration, "GenAI operation duration.", GenAiConventions.DurationBuckets);

    public static readonly Histogram<double> TimeToFirstChunk = CreateTime(
        GenAiConventions.TimeToFirstChunk, "Time from the call to the first chunk that holds something generated.", GenAiConventions.DurationBuckets);

    public static readonly Histogram<double> TimePerOutputChunk = CreateTime(
        GenAiConventions.TimePerOutputChunk, "Time from one generated chunk to the next.", GenAiConventions.DurationBuckets);

    public static readonly Histogram<double> TimePerOutputToken = CreateTime(
        GenAiConventions.TimePerOutputToken, "Time per token generated after the first chunk.", GenAiConventions.TimePerOutputTokenBuckets);

    public static readonly Histogram<int> TokenUsage = s_meter.CreateHistogram(
        GenAiConventions.TokenUsage,
        GenAiConventions.Tokens,
        "Number of input and output tokens used.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = GenAiConventions.TokenBuckets });

    /// <summary>Whether anybody listens to any of them.</summary>
    public static bool Enabled =>
        Duration.Enabled || TokenUsage.Enabled || TimeToFirstChunk.Enabled || TimePerOutputChunk.Enabled || TimePerOutputToken.Enabled;

    private static Histogram<double> CreateTime(string name, string description, double[] buckets) => s_meter.CreateHistogram(
        name, GenAiConventions.Seconds, description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
}
