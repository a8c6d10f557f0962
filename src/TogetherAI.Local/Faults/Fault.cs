using TogetherAI.Local.Faults;
using TogetherAI.Local.Hosting;

namespace TogetherAI.Local;

/// <summary>One line of a <see cref="FaultScript"/>, in force. Thread-safe.</summary>
public sealed class Fault
{
    private readonly ApiRoute? _route;
    private readonly Func<LoggedRequest, bool>? _when;
    private readonly int _times;
    private int _hits;

    internal Fault(ApiRoute? route, Func<LoggedRequest, bool>? when, int times, FaultEffect effect)
    {
        (_route, _when, _times, Effect) = (route, when, times, effect);
    }

    /// <summary>How many requests it has struck.</summary>
    public int Hits => Math.Min(Volatile.Read(ref _hits), _times);

    internal FaultEffect Effect { get; }

    internal bool TryTake(ApiRoute route, LoggedRequest request)
    {
        if ((_route is { } wanted && wanted != route) || Volatile.Read(ref _hits) >= _times || _when?.Invoke(request) == false)
            return false;
        // Two requests may both have seen the last one free; one of them gets it.
        if (Interlocked.Increment(ref _hits) <= _times)
            return true;
        Interlocked.Decrement(ref _hits);
        return false;
    }
}
