using System.Numerics;
using System.Runtime.CompilerServices;

namespace TogetherAI;

/// <summary>
/// The requests of a lane that have not had their first token: how many, how long their prompts are, and how old the oldest is. It is the
/// best that a client can know of a server's queue (by Little's law the wait is their number over the rate of first tokens), and it rises
/// before any measured latency does, since those who still wait are not in that. Lock-free; allocates nothing after it is made.
/// </summary>
internal sealed class PendingFirstTokens(TimeProvider time)
{
    /// <summary>How many are kept with their age. More than that are counted, and their age is not known.</summary>
    private const int Slots = 1024;

    private const long Free = long.MaxValue;

    private readonly long _origin = time.GetTimestamp();
    private readonly long[] _since = NewSlots(); // ticks since the origin
    private readonly int[] _tokens = new int[Slots];
    private int _used; // slots at and above it were never taken
    private int _count;
    private long _promptTokens;

    /// <summary>How many wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The tokens of their prompts together.</summary>
    public long PromptTokens => Volatile.Read(ref _promptTokens);

    /// <summary>A request begins to wait.</summary>
    /// <returns>A ticket, to be given to <see cref="Leave"/> exactly once.</returns>
    public int Enter(int promptTokens)
    {
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _promptTokens, promptTokens);
        long now = time.GetElapsedTime(_origin).Ticks;
        for (int from = 0; _since.AsSpan(from).IndexOf(Free) is >= 0 and var found; from++)
        {
            from += found;
            if (Interlocked.CompareExchange(ref _since[from], now, Free) != Free)
                continue; // another thread was quicker
            _tokens[from] = promptTokens;
            for (int used = Volatile.Read(ref _used); used <= from;)
                used = Interlocked.CompareExchange(ref _used, from + 1, used);
            return from;
        }

        return ~promptTokens; // no slot: the ticket itself says what to take off
    }

    /// <summary>The request has its first token, has failed, or was given up.</summary>
    /// <exception cref="InvalidOperationException">The ticket was given back before.</exception>
    public void Leave(int ticket)
    {
        int promptTokens = ticket < 0 ? ~ticket : _tokens[ticket];
        if (ticket >= 0 && Interlocked.Exchange(ref _since[ticket], Free) == Free)
            throw new InvalidOperationException("A request cannot stop waiting twice.");
        Interlocked.Add(ref _promptTokens, -promptTokens);
        Interlocked.Decrement(ref _count);
    }

    /// <summary>How long the oldest has waited; zero where none waits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TimeSpan OldestAge()
    {
        if (Count == 0)
            return TimeSpan.Zero;
        Span<long> since = _since.AsSpan(0, Volatile.Read(ref _used));
        Vector<long> least = new(Free);
        int i = 0;
        for (; i <= since.Length - Vector<long>.Count; i += Vector<long>.Count)
            least = Vector.Min(least, new Vector<long>(since[i..]));
        long oldest = Free;
        for (int lane = 0; lane < Vector<long>.Count; lane++)
            oldest = Math.Min(oldest, least[lane]);
        for (; i < since.Length; i++)
            oldest = Math.Min(oldest, since[i]);
        return oldest == Free ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Max(0, time.GetElapsedTime(_origin).Ticks - oldest));
    }

    /// <summary>How many have waited longer than this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int CountOlderThan(TimeSpan age)
    {
        long before = time.GetElapsedTime(_origin).Ticks - age.Ticks;
        Span<long> since = _since.AsSpan(0, Volatile.Read(ref _used));
        Vector<long> limit = new(before);
        Vector<long> older = Vector<long>.Zero;
        int i = 0;
        for (; i <= since.Length - Vector<long>.Count; i += Vector<long>.Count)
            older -= Vector.LessThan(new Vector<long>(since[i..]), limit);
        long count = Vector.Sum(older);
        for (; i < since.Length; i++)
            count += since[i] < before ? 1 : 0;
        return (int)count;
    }

    private static long[] NewSlots()
    {
        long[] slots = new long[Slots];
        Array.Fill(slots, Free);
        return slots;
    }
}
