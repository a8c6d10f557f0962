namespace TogetherAI;

/// <summary>
/// Bounds extra attempts (hedges, failovers, repeats) by what arrives: in any 60 seconds, whichever they are, no more than 5 % of the
/// arrivals in them, or three. A bound by arrivals and not by failures keeps an outage from feeding itself (Bronson et al. 2021, Huang et
/// al. 2022 on metastable failures). It is exact: the tightest interval that holds some extras begins with the first and ends with the last
/// of them, so an extra is granted when every such interval that it would end bears it, even if nothing arrives afterwards. Thread-safe.
/// </summary>
internal sealed class AttemptBudget(TimeProvider time)
{
    private const int ArrivalsPerExtra = 20;
    private const int Always = 3;

    /// <summary>Hedges leave a third of the budget to attempts that have failed: those have no other chance.</summary>
    private const int ArrivalsPerHedge = 30;
    private const int HedgesAlways = 2;

    /// <summary>Extras that are remembered. More than these within a minute (at over 1,300 arrivals a second) are denied.</summary>
    private const int Capacity = 4096;

    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly long _origin = time.GetTimestamp();
    private readonly long[] _arrivalsAt = new long[Capacity];
    private readonly TimeSpan[] _grantedAt = new TimeSpan[Capacity];
    private long _arrivals;
    private long _extras;

    /// <summary>How many requests arrived.</summary>
    public long Arrivals => Volatile.Read(ref _arrivals);

    /// <summary>How many extra attempts were granted.</summary>
    public long Extras => Volatile.Read(ref _extras);

    /// <summary>Whether an attempt that fails now could be repeated.</summary>
    public bool HasSpare => MayTake();

    /// <summary>A request arrives.</summary>
    public void Arrived() => Interlocked.Increment(ref _arrivals);

    /// <summary>Whether an extra attempt would be granted now.</summary>
    /// <param name="isHedge">Whether it races an attempt that may yet succeed.</param>
    public bool MayTake(bool isHedge = false)
    {
        lock (_gate)
            return Bears(time.GetElapsedTime(_origin), Arrivals, isHedge);
    }

    /// <summary>Grants an extra attempt, or does not. Asked last, when nothing else keeps it from being sent: what is granted counts.</summary>
    /// <param name="isHedge">Whether it races an attempt that may yet succeed.</param>
    public bool TryTake(bool isHedge = false)
    {
        lock (_gate)
        {
            // What arrives between these lines is left out of the interval that ends now, and of the one that begins.
            long arrivals = Arrivals;
            TimeSpan now = time.GetElapsedTime(_origin);
            if (!Bears(now, arrivals, isHedge))
                return false;
            int slot = (int)(_extras % Capacity);
            _grantedAt[slot] = now;
            _arrivalsAt[slot] = Arrivals;
            Volatile.Write(ref _extras, _extras + 1);
            return true;
        }
    }

    private bool Bears(TimeSpan now, long arrivals, bool isHedge)
    {
        (int always, int arrivalsForEach) = isHedge ? (HedgesAlways, ArrivalsPerHedge) : (Always, ArrivalsPerExtra);
        for (int back = 1; back <= Math.Min(_extras, Capacity); back++)
        {
            int slot = (int)((_extras - back) % Capacity);
            if (now - _grantedAt[slot] > s_window)
                return true; // no interval of a minute holds both
            int extras = back + 1; // with the one that is asked for
            if (extras > always && arrivals - _arrivalsAt[slot] < (long)arrivalsForEach * extras)
                return false;
        }

        return _extras < Capacity;
    }
}
