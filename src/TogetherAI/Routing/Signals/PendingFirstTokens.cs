using System.Numerics;
using System.Runtime.InteropServices;

namespace TogetherAI;

/// <summary>
/// The attempts on a lane that wait for their first content token: how many, how long the oldest has waited. It is the queue in front of the
/// GPUs as far as a client can see it, and it tells of trouble before any latency does, since those are known only of what has been served.
/// Lock-free, in fixed memory; thread-safe.
/// </summary>
internal sealed class PendingFirstTokens(TimeProvider time)
{
    private const int Slots = 1024;

    private const long Free = long.MaxValue;

    private readonly long[] _started = CreateSlots();
    private int _count;
    private long _promptTokens;
    private int _hint;

    /// <summary>How many wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The length of all their prompts, in tokens.</summary>
    public long PromptTokens => Volatile.Read(ref _promptTokens);

    /// <summary>Takes a place. Beyond 1,024 an attempt is counted, but its age is not known.</summary>
    /// <returns>The ticket, to be given back once.</returns>
    public Ticket Enter(int promptTokens)
    {
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _promptTokens, promptTokens);
        long now = time.GetTimestamp();
        int start = Interlocked.Increment(ref _hint);
        for (int i = 0; i < Slots; i++)
        {
            int slot = (start + i) & (Slots - 1);
            if (Volatile.Read(ref _started[slot]) == Free && Interlocked.CompareExchange(ref _started[slot], now, Free) == Free)
                return new Ticket(slot, promptTokens);
        }

        return new Ticket(-1, promptTokens);
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(Ticket ticket)
    {
        if (ticket.Slot >= 0)
            Volatile.Write(ref _started[ticket.Slot], Free);
        Interlocked.Add(ref _promptTokens, -ticket.PromptTokens);
        Interlocked.Decrement(ref _count);
    }

    /// <summary>How long the one that has waited longest has; zero when none waits.</summary>
    public TimeSpan OldestAge()
    {
        if (Count == 0)
            return TimeSpan.Zero;
        Vector<long> least = new(Free);
        foreach (Vector<long> some in MemoryMarshal.Cast<long, Vector<long>>(_started.AsSpan()))
            least = Vector.Min(least, some);
        long oldest = Free;
        for (int i = 0; i < Vector<long>.Count; i++)
            oldest = Math.Min(oldest, least[i]);
        return oldest == Free ? TimeSpan.Zero : time.GetElapsedTime(oldest);
    }

    private static long[] CreateSlots()
    {
        long[] slots = new long[Slots];
        Array.Fill(slots, Free);
        return slots;
    }

    /// <summary>A place.</summary>
    /// <param name="Slot">Where its start stands; −1 for nowhere.</param>
    /// <param name="PromptTokens">Its prompt's length.</param>
    public readonly record struct Ticket(int Slot, int PromptTokens);
}
