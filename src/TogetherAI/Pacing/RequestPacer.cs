using System.Collections.Concurrent;

namespace TogetherAI;

/// <summary>
/// Gives each request for a model its turn: one every 1/limit seconds, none while the service says that nothing is left, none before the
/// end of a wait that a 429 asked for. The turns are those of the generic cell rate algorithm (ITU-T I.371) without burst. A model
/// of which the service said nothing is not paced. Thread-safe.
/// </summary>
internal sealed class RequestPacer(PacingOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn of a request.</summary>
    /// <param name="model">The model it asks; null for an operation that asks none, which is not paced.</param>
    /// <param name="cancellationToken">Gives the turn up; it is lost.</param>
    /// <param name="left">What is left of the limit of the whole call.</param>
    /// <exception cref="TogetherRateLimitException">The line is longer than <see cref="PacingOptions.MaxWait"/>, or than what is left.</exception>
    public ValueTask WaitAsync(string? model, TimeSpan left, CancellationToken cancellationToken)
    {
        if (model is null || !_lines.TryGetValue(model, out Line? line))
            return ValueTask.CompletedTask;
        TimeSpan wait = line.Take(time.GetUtcNow(), options.MaxWait, left);
        return wait <= TimeSpan.Zero ? ValueTask.CompletedTask : new ValueTask(Task.Delay(wait, time, cancellationToken));
    }

    /// <summary>Learns from the headers of an answer.</summary>
    public void Observe(string? model, RateLimits limits, TimeSpan? retryAfter)
    {
        double? rate = limits.DynamicRequests ?? limits.Requests;
        bool nothingLeft = (limits.DynamicRequestsRemaining ?? limits.RequestsRemaining) < 1 || (limits.DynamicTokensRemaining ?? limits.TokensRemaining) < 1;
        TimeSpan? pause = Longest(retryAfter, nothingLeft ? limits.Reset : null);
        if (model is not null && (rate is > 0 || pause is not null))
            _lines.GetOrAdd(model, static _ => new Line()).Learn(time.GetUtcNow(), rate, pause);
    }

    private static TimeSpan? Longest(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other ?? one : one;

    private sealed class Line
    {
        private readonly Lock _gate = new();
        private DateTimeOffset _next = DateTimeOffset.MinValue;
        private TimeSpan _interval;

        public TimeSpan Take(DateTimeOffset now, TimeSpan maxWait, TimeSpan left)
        {
            lock (_gate)
            {
                DateTimeOffset turn = _next > now ? _next : now;
                TimeSpan wait = turn - now;
                if (wait > maxWait || wait > left)
                {
                    // A turn that comes after the call's own end would only delay the bad news.
                    string limit = wait > maxWait ? $"{maxWait.TotalSeconds:0.###} s (PacingOptions.MaxWait)" : "what is left of the call's own limit (TimeoutOptions.Total)";
                    throw new TogetherRateLimitException($"The rate that the service allows leaves no turn within {limit}.") { RetryAfter = wait };
                }

                _next = turn + _interval;
                return wait;
            }
        }

        public void Learn(DateTimeOffset now, double? rate, TimeSpan? pause)
        {
            lock (_gate)
            {
                if (rate is > 0)
                    _interval = TimeSpan.FromSeconds(Math.Min(1 / rate.Value, 3600));
                if (pause is { } wait && now + wait > _next)
                    _next = now + wait;
            }
        }
    }
}
