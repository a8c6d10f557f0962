namespace TogetherAI;

/// <summary>
/// Counts the minutes that the replicas of one deployment run, as the service bills them: for each replica every minute that has begun. Pure:
/// told of what was seen, it takes the dearer reading of what was not. Not thread-safe.
/// </summary>
internal sealed class ReplicaMinutes
{
    private readonly List<DateTimeOffset> _running = []; // when each began, the oldest first
    private readonly Dictionary<DateTimeOffset, long> _ended = []; // by the month they fall into
    private DateTimeOffset? _last;

    /// <summary>How many replicas ran when it was last looked at.</summary>
    public int Running => _running.Count;

    /// <summary>
    /// Notes how many run. More than at the last look began right after that one; fewer ended just now, the youngest first. At the first look
    /// they begin: what was before is not known.
    /// </summary>
    public void Observe(int ready, DateTimeOffset now)
    {
        DateTimeOffset began = _last ?? now;
        while (_running.Count < ready)
            _running.Add(began);
        while (_running.Count > Math.Max(0, ready))
        {
            Book(_running[^1], now);
            _running.RemoveAt(_running.Count - 1);
        }

        _last = now;
    }

    /// <summary>All minutes so far.</summary>
    public long Total(DateTimeOffset now) => _ended.Values.Sum() + _running.Sum(began => Begun(began, now));

    /// <summary>Those of the calendar month (UTC) that <paramref name="now"/> is in.</summary>
    public long ThisMonth(DateTimeOffset now)
    {
        DateTimeOffset month = Months.StartOf(now);
        return _ended.GetValueOrDefault(month) + _running.Sum(began => Begun(began, now) - (began < month ? Begun(began, month) : 0));
    }

    private void Book(DateTimeOffset began, DateTimeOffset ended)
    {
        long booked = 0;
        for (DateTimeOffset month = Months.StartOf(began); month < ended; month = Months.After(month))
        {
            DateTimeOffset end = Months.After(month) < ended ? Months.After(month) : ended;
            long until = Begun(began, end);
            _ended[month] = _ended.GetValueOrDefault(month) + until - booked;
            booked = until;
        }
    }

    /// <summary>How many minutes have begun: a minute belongs to the month it begins in.</summary>
    private static long Begun(DateTimeOffset began, DateTimeOffset until) =>
        until <= began ? 0 : (until - began).Ticks / TimeSpan.TicksPerMinute + ((until - began).Ticks % TimeSpan.TicksPerMinute > 0 ? 1 : 0);
}
