namespace TogetherAI;

/// <summary>The calls to one model. Thread-safe.</summary>
internal sealed class ModelTraffic(OwnTraffic owner)
{
    private const int Forgotten = -1;

    private int _inFlight;
    private long _lastUsed = owner.Now;

    /// <summary>Calls under way; 0 of a model that has been forgotten.</summary>
    public int InFlight => Math.Max(0, Volatile.Read(ref _inFlight));

    /// <summary>The clock's timestamp at which the last call began or ended.</summary>
    public long LastUsed => Interlocked.Read(ref _lastUsed);

    /// <summary>Counts a call; false where the model has been forgotten: it is to be looked up anew.</summary>
    public bool TryBegin()
    {
        int current = Volatile.Read(ref _inFlight);
        while (current != Forgotten)
        {
            int seen = Interlocked.CompareExchange(ref _inFlight, current + 1, current);
            if (seen == current)
            {
                Touch();
                return true;
            }

            current = seen;
        }

        return false;
    }

    /// <summary>The call has ended, in whatever way.</summary>
    public void End()
    {
        Touch(); // first: whoever then sees no call under way sees when this one ended
        Interlocked.Decrement(ref _inFlight);
    }

    /// <summary>Lets the model be forgotten, unless a call is under way.</summary>
    public bool TryForget() => Interlocked.CompareExchange(ref _inFlight, Forgotten, 0) == 0;

    private void Touch()
    {
        long now = owner.Now;
        long last = Interlocked.Read(ref _lastUsed);
        while (now > last)
        {
            long seen = Interlocked.CompareExchange(ref _lastUsed, now, last);
            if (seen == last)
                return;
            last = seen;
        }
    }
}
