namespace TogetherAI.Tests.Routing;

/// <summary>
/// A clock that a test turns, and through which it gets a word in whenever somebody looks at it: what another thread may do between two lines
/// is done there, every time.
/// </summary>
internal sealed class MeddlingTime : TimeProvider
{
    private readonly ManualTimeProvider _time = new();
    private bool _isMeddling;

    /// <summary>Asked at every look at the clock, but not of its own; done with when it says so.</summary>
    public Func<bool>? Meddle { get; set; }

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public override long GetTimestamp()
    {
        if (Meddle is { } meddle && !_isMeddling)
        {
            _isMeddling = true;
            if (meddle())
                Meddle = null;
            _isMeddling = false;
        }

        return _time.GetTimestamp();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _time.CreateTimer(callback, state, dueTime, period);

    public void Advance(TimeSpan by) => _time.Advance(by);
}
