using TogetherAI.Local.Faults;
using TogetherAI.Local.Hosting;
using TogetherAI.Local.Scripting;

namespace TogetherAI.Local;

/// <summary>One line of a <see cref="FaultScript"/>, in force. Thread-safe.</summary>
public sealed class Fault
{
    private readonly ApiRoute? _route;
    private readonly Func<LoggedRequest, bool>? _when;
    private readonly UseCounter _uses;

    internal Fault(ApiRoute? route, Func<LoggedRequest, bool>? when, int times, FaultEffect effect) =>
        (_route, _when, _uses, Effect) = (route, when, new UseCounter(times), effect);

    /// <summary>How many requests it has struck.</summary>
    public int Hits => _uses.Taken;

    internal FaultEffect Effect { get; }

    internal bool TryTake(ApiRoute route, LoggedRequest request) =>
        !_uses.IsUsedUp && (_route is null || _route == route) && _when?.Invoke(request) != false && _uses.TryTake();
}
