namespace TogetherAI.Local.Scripting;

/// <summary>How often a line of a script may still be used. Thread-safe: of two requests that want the last use, one gets it.</summary>
internal sealed class UseCounter(int times)
{
    private int _taken;

    public int Taken => Math.Min(Volatile.Read(ref _taken), times);

    public bool IsUsedUp => Volatile.Read(ref _taken) >= times;

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= times)
            return true;
        Interlocked.Decrement(ref _taken);
        return false;
    }
}
