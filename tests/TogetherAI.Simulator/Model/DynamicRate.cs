namespace TogetherAI.Simulator;

/// <summary>A rate limit that grows with recent success: a bucket of one second's worth, refilled at the greater of a floor and a multiple of what succeeded lately.</summary>
internal sealed class DynamicRate(ServerlessModel model)
{
    private readonly long[] _seconds = new long[(int)model.RateWindowSeconds];
    private long _second;
    private long _sum;
    private long _at;
    private double _tokens = model.RateFloorPerSecond * model.RateBurstSeconds;

    /// <summary>The rate that is always granted, by the second.</summary>
    public double Floor { get; set; } = model.RateFloorPerSecond;

    public bool TryTake(long now)
    {
        Turn(now);
        double rate = Math.Max(Floor, model.RateGrowth * _sum / model.RateWindowSeconds);
        _tokens = Math.Min(rate * model.RateBurstSeconds, _tokens + (rate * (now - _at) / TimeSpan.TicksPerSecond));
        _at = now;
        if (_tokens < 1)
            return false;
        _tokens--;
        return true;
    }

    public void Succeeded(long now)
    {
        Turn(now);
        _seconds[_second % _seconds.Length]++;
        _sum++;
    }

    private void Turn(long now)
    {
        long second = now / TimeSpan.TicksPerSecond;
        if (second - _second > _seconds.Length)
            _second = second - _seconds.Length;
        for (; _second < second; _second++)
        {
            ref long oldest = ref _seconds[(_second + 1) % _seconds.Length];
            _sum -= oldest;
            oldest = 0;
        }
    }
}
