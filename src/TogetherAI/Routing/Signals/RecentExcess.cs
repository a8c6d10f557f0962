namespace TogetherAI;

/// <summary>
/// How much longer first tokens took lately than they take on an idle lane: what a router that sends too little to see the queue can know of it.
/// It rises with a few slow answers and falls slowly. Routers that share a lane then move a steady share of what they have; if each went back
/// as soon as the queue is gone, they would fill it together again. Lock-free; thread-safe; a lost update is a lost sample.
/// </summary>
internal sealed class RecentExcess(TimeProvider time)
{
    private const double Up = 0.1;
    private const double Down = 0.01;
    private const double MemorySeconds = 300;

    /// <summary>The idle lane's time follows a quicker answer soon, and a slower one hardly: it is a minimum that forgets.</summary>
    private const double FloorDown = 0.3;
    private const double FloorUp = 0.005;

    private double _idle = 1; // an idle lane's time, over what is assumed of lanes in general
    private double _excess;
    private long _at = time.GetTimestamp();

    /// <summary>A first token came.</summary>
    public void Add(int promptTokens, TimeSpan took)
    {
        double assumed = FirstTokenProfile.Assumed(promptTokens).TotalSeconds;
        double idle = Volatile.Read(ref _idle);
        double sample = took.TotalSeconds / assumed;
        idle += (sample < idle ? FloorDown : FloorUp) * (sample - idle);
        Volatile.Write(ref _idle, idle);
        long now = time.GetTimestamp();
        double before = At(now);
        double excess = Math.Max(0, took.TotalSeconds - (idle * assumed));
        Volatile.Write(ref _excess, before + ((excess > before ? Up : Down) * (excess - before)));
        Volatile.Write(ref _at, now);
    }

    /// <summary>The excess now.</summary>
    /// <param name="oldest">How long the oldest request without a first token has waited.</param>
    /// <param name="promptTokens">How long such prompts are.</param>
    public TimeSpan Now(TimeSpan oldest, int promptTokens)
    {
        double waited = oldest.TotalSeconds - (Volatile.Read(ref _idle) * FirstTokenProfile.Assumed(promptTokens).TotalSeconds);
        return TimeSpan.FromSeconds(Math.Max(At(time.GetTimestamp()), waited));
    }

    private double At(long now) =>
        Volatile.Read(ref _excess) * Math.Exp(-time.GetElapsedTime(Volatile.Read(ref _at), now).TotalSeconds / MemorySeconds);
}
