using System.Diagnostics.Metrics;

namespace TogetherAI;

/// <summary>The instruments of all routers of the process. Thread-safe.</summary>
internal static class RouterMetrics
{
    private static readonly Meter s_meter = new(TogetherTelemetry.MeterName, TogetherTelemetry.Version);

    private static readonly Counter<long> s_requests = s_meter.CreateCounter<long>(
        "together.router.requests", "{request}", "Requests that were answered, by the lane whose answer it was and why that lane.");

    private static readonly Counter<long> s_failures = s_meter.CreateCounter<long>(
        "together.router.failures", "{request}", "Requests that no lane answered.");

    private static readonly Counter<long> s_hedges = s_meter.CreateCounter<long>(
        "together.router.hedges", "{attempt}", "Second attempts that raced a late first one, by outcome.");

    private static readonly Counter<double> s_cost = s_meter.CreateCounter<double>(
        "together.router.cost", "USD", "What was spent by the token, by lane and cause.");

    private static readonly Histogram<double> s_firstToken = s_meter.CreateHistogram(
        "together.router.time_to_first_token",
        GenAiConventions.Seconds,
        "From the call to the first content token, waiting and lost attempts included.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = GenAiConventions.DurationBuckets });

    public static void Committed(RoutedCall call, RoutedAttempt winner)
    {
        if (s_requests.Enabled)
            s_requests.Add(1, new("lane", winner.Lane.Options.Name), new("reason", winner.Reason.ToString()), new("class", call.Route.Class.ToString()));
        if (s_firstToken.Enabled)
            s_firstToken.Record(call.Age.TotalSeconds, new KeyValuePair<string, object?>("lane", winner.Lane.Options.Name));
        if (!s_hedges.Enabled)
            return;
        for (int i = 0; i < call.Attempts.Count; i++)
        {
            RoutedAttempt attempt = call.Attempts[i];
            if (attempt.IsHedge)
                s_hedges.Add(1, new("lane", attempt.Lane.Options.Name), new("outcome", ReferenceEquals(attempt, winner) ? "won" : attempt.Failure is null ? "lost" : "failed"));
        }
    }

    public static void Failed(RoutedCall call, Exception exception)
    {
        if (s_failures.Enabled && exception is not OperationCanceledException)
            s_failures.Add(1, new("error.type", exception.GetType().FullName), new("class", call.Route.Class.ToString()));
    }

    public static void Spent(RoutedAttempt attempt, decimal usd)
    {
        if (s_cost.Enabled)
            s_cost.Add((double)usd, new("lane", attempt.Lane.Options.Name), new("cause", attempt.IsHedge ? "hedge" : attempt.Reason.ToString()));
    }
}
