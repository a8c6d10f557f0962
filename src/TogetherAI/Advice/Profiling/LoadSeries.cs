namespace TogetherAI;

/// <summary>
/// The load over time in a fixed number of steps: when they no longer reach, each two become one of twice the width. Guarded by its owner.
/// </summary>
internal sealed class LoadSeries
{
    private const int Steps = 720;

    private readonly long[] _requests = new long[Steps];
    private readonly long[] _prompt = new long[Steps];
    private readonly long[] _completion = new long[Steps];
    private long _step = TimeSpan.TicksPerSecond;
    private long _start = -1;
    private int _last = -1;

    public TimeSpan Step => TimeSpan.FromTicks(_step);

    public void Add(in TrafficRecord record)
    {
        long ticks = record.At.UtcTicks;
        if (_start < 0)
            _start = ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute;

        // Calls are recorded when they end, so one may have begun before the first that was recorded.
        long offset = Math.Max(0, ticks - _start);
        while (offset / _step >= Steps)
            Halve();
        int at = (int)(offset / _step);
        _requests[at]++;
        _prompt[at] += record.PromptTokens;
        _completion[at] += record.CompletionTokens;
        _last = Math.Max(_last, at);
    }

    public LoadPoint[] Snapshot()
    {
        LoadPoint[] points = new LoadPoint[_last + 1];
        for (int i = 0; i < points.Length; i++)
            points[i] = new LoadPoint(new DateTimeOffset(_start + (i * _step), TimeSpan.Zero), _requests[i], _prompt[i], _completion[i]);
        return points;
    }

    private void Halve()
    {
        foreach (long[] sums in (ReadOnlySpan<long[]>)[_requests, _prompt, _completion])
        {
            for (int i = 0; i < Steps / 2; i++)
                sums[i] = sums[2 * i] + sums[(2 * i) + 1];
            Array.Clear(sums, Steps / 2, Steps / 2);
        }

        _step *= 2;
        _last /= 2;
    }
}
