namespace TogetherAI.Local.Lanes;

/// <summary>
/// A rate that follows success: a bucket that fills at what is allowed and holds one second's worth. Guarded by its owner's lock.
/// </summary>
internal sealed class DynamicRate
{
    private const int Slices = 60;

    private readonly ServerlessLaneOptions _options;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly long[] _successes = new long[Slices];
    private long _slice;
    private double _seconds;

    public DynamicRate(ServerlessLaneOptions options, TimeProvider time)
    {
        (_options, _time, _start) = (options, time, time.GetTimestamp());
        Remaining = Burst;
    }

    /// <summary>Requests a second that are allowed.</summary>
    public double PerSecond
    {
        get
        {
            Forget();
            return Math.Max(_options.RequestsPerSecond, _options.Growth * _successes.Sum() / _options.Window.TotalSeconds);
        }
    }

    /// <summary>Requests that may come now.</summary>
    public double Remaining { get; private set; }

    /// <summary>How long until a request may come; zero where one may come now.</summary>
    public TimeSpan Wait => TimeSpan.FromSeconds(Math.Max(0, 1 - Remaining) / PerSecond);

    private double Burst => Math.Max(1, PerSecond);

    public bool TryTake()
    {
        double now = _time.GetElapsedTime(_start).TotalSeconds;
        Remaining = Math.Min(Burst, Remaining + ((now - _seconds) * PerSecond));
        _seconds = now;
        // A request that comes exactly when it was told to must not fail for the last bit of a sum.
        if (Remaining < 1 - 1e-6)
            return false;
        Remaining = Math.Max(0, Remaining - 1);
        return true;
    }

    public void Succeeded()
    {
        Forget();
        _successes[_slice % Slices]++;
    }

    // Empties the slices that have left the window since the last look.
    private void Forget()
    {
        long slice = (long)(_time.GetElapsedTime(_start) / _options.Window * Slices);
        for (long passed = Math.Max(_slice + 1, slice - Slices + 1); passed <= slice; passed++)
            _successes[passed % Slices] = 0;
        _slice = Math.Max(_slice, slice);
    }
}
