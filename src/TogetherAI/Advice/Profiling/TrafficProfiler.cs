namespace TogetherAI;

/// <summary>
/// Records requests and tells what they are like: how many a second, how long, how bursty, at which hours. Thread-safe. Its memory does not
/// grow with what is recorded, and recording allocates nothing.
/// </summary>
/// <remarks>
/// Requests come from live calls (<see cref="Watch"/>, or <see cref="Record(in TrafficRecord)"/> where other code makes them), or from a log
/// (<see cref="TrafficLog"/>). They may come out of order, as calls that are recorded when they end do: by up to 17 minutes for the rates,
/// by any time for all the rest.
/// </remarks>
public sealed partial class TrafficProfiler
{
    private readonly Lock _gate = new();
    private readonly WindowCounter _seconds = new(TimeSpan.TicksPerSecond, open: 1020);
    private readonly WindowCounter _minutes = new(TimeSpan.TicksPerMinute, open: 17);
    private readonly CountSketch _prompt = new();
    private readonly CountSketch _completion = new();
    private readonly CountSketch _firstToken = new();
    private readonly CountSketch _duration = new();
    private readonly LoadSeries _load = new();
    private readonly HourTable _hours = new();
    private readonly ArrivalExcerpt _excerpt;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;
    private long _background;
    private long _waitedFor;
    private long _late;

    /// <summary>Makes a profiler that has recorded nothing.</summary>
    /// <param name="options">How much it keeps; null for the defaults.</param>
    public TrafficProfiler(TrafficProfilerOptions? options = null) => _excerpt = new ArrivalExcerpt((options ?? new()).ReplayedRequests);

    /// <summary>Records one request.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="ArgumentException">A number of tokens or a time is negative; the message names it.</exception>
    public void Record(in TrafficRecord request)
    {
        Check(request);
        long ticks = request.At.UtcTicks;
        lock (_gate)
        {
            (_first, _last) = (Math.Min(_first, ticks), Math.Max(_last, ticks));
            if (!(_seconds.Add(ticks) & _minutes.Add(ticks)))
                _late++;
            _prompt.Add(request.PromptTokens);
            _completion.Add(request.CompletionTokens);
            if (request.TimeToFirstToken is { } firstToken)
                _firstToken.Add(firstToken.Ticks / (double)TimeSummary.Unit);
            if (request.Duration is { } duration)
                _duration.Add(duration.Ticks / (double)TimeSummary.Unit);
            if (request.NobodyWaits is { } nobody)
                (nobody ? ref _background : ref _waitedFor)++;
            _load.Add(request);
            _hours.Add(request);
            _excerpt.Add(request);
        }
    }

    /// <summary>What was recorded so far, as it is at this moment.</summary>
    /// <returns>The profile.</returns>
    /// <exception cref="InvalidOperationException">Nothing was recorded yet.</exception>
    public TrafficProfile GetProfile()
    {
        lock (_gate)
        {
            if (_prompt.Count == 0)
                throw new InvalidOperationException("No request was recorded yet: a profile needs some.");
            return new TrafficProfile
            {
                Requests = _prompt.Count,
                First = new DateTimeOffset(_first, TimeSpan.Zero),
                Last = new DateTimeOffset(_last, TimeSpan.Zero),
                PerSecond = WindowRates.Of(_seconds),
                PerMinute = WindowRates.Of(_minutes),
                PromptTokens = TokenSummary.Of(_prompt),
                CompletionTokens = TokenSummary.Of(_completion),
                TimeToFirstToken = TimeSummary.Of(_firstToken),
                Duration = TimeSummary.Of(_duration),
                Background = _background,
                WaitedFor = _waitedFor,
                Late = _late,
                LoadStep = _load.Step,
                Load = _load.Snapshot(),
                HoursOfWeek = _hours.Snapshot(_first, _last),
                Arrivals = _excerpt.Snapshot(),
                IsWhole = _excerpt.IsWhole,
            };
        }
    }

    private static void Check(in TrafficRecord request)
    {
        if (request.PromptTokens < 0 || request.CompletionTokens < 0)
            throw new ArgumentException("PromptTokens and CompletionTokens are 0 or more.", nameof(request));
        if (request.TimeToFirstToken < TimeSpan.Zero || request.Duration < TimeSpan.Zero)
            throw new ArgumentException("TimeToFirstToken and Duration are zero or more.", nameof(request));
    }
}
