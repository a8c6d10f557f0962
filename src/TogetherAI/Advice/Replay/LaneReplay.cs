namespace TogetherAI;

/// <summary>
/// Serves recorded requests on replicas that exist on paper: a discrete-event simulation of one queue, first come, first served, before
/// replicas with slots, each of which reads its prompts one after the other. A request goes to the replica with the fewest running. Bursts, slow
/// hours and long prompts meet as they were recorded, which no formula for the mean does justice to: Erlang's C and Kingman's bound both take
/// arrivals for more independent than these are.
/// </summary>
/// <remarks>
/// Since the queue keeps its order, a request's times are known when it arrives, from those before it alone (Lindley's recursion, for several
/// servers as in Kiefer and Wolfowitz 1955). So there is no queue of events: one pass over the requests, each looking at all replicas.
/// </remarks>
internal sealed class LaneReplay(ReplicaPace pace, int replicas)
{
    private readonly double _perCompletionToken = TimeSpan.TicksPerSecond / pace.TokensPerSecond;
    private readonly ReplayReplica[] _replicas = [.. Enumerable.Range(0, replicas).Select(static _ => new ReplayReplica())];
    private long _lastStart;

    /// <summary>Serves the requests.</summary>
    /// <param name="pace">A replica's pace.</param>
    /// <param name="replicas">How many there are.</param>
    /// <param name="arrivals">The requests in the order in which they were sent.</param>
    /// <param name="loadFactor">How many times closer together they come than recorded.</param>
    /// <param name="spillAfter">
    /// Sends elsewhere what would get its first token later than this; null keeps everything. What nobody waits for always stays.
    /// </param>
    public static ReplayResult Run(ReplicaPace pace, int replicas, ReadOnlySpan<Arrival> arrivals, double loadFactor, TimeSpan? spillAfter = null)
    {
        LaneReplay lane = new(pace, replicas);
        List<long> times = new(arrivals.Length);
        (int spilled, int spilledWaited, long prompt, long completion, bool anyWaited) = (0, 0, 0, 0, false);
        foreach (ref readonly Arrival arrival in arrivals)
        {
            long at = (long)((arrival.Ticks - arrivals[0].Ticks) / loadFactor);
            long limit = spillAfter is { } most && arrival.NobodyWaits != true ? most.Ticks : long.MaxValue;
            if (lane.Serve(at, arrival, limit, out bool waited) is { } time)
            {
                anyWaited |= waited;
                if (arrival.NobodyWaits != true)
                    times.Add(time);
                continue;
            }

            spilled++;
            spilledWaited++;
            prompt += arrival.PromptTokens;
            completion += arrival.CompletionTokens;
        }

        long[] sorted = [.. times];
        Array.Sort(sorted);
        return new ReplayResult
        {
            Times = sorted,
            Spilled = spilled,
            SpilledWaited = spilledWaited,
            SpilledPromptTokens = prompt,
            SpilledCompletionTokens = completion,
            AnyWaited = anyWaited,
        };
    }

    /// <summary>The time to the request's first token, in ticks; null where that is above the limit, and then it takes no place.</summary>
    private long? Serve(long at, in Arrival arrival, long limit, out bool waited)
    {
        long start = Math.Max(at, _lastStart);
        ReplayReplica? chosen = null;
        foreach (ReplayReplica replica in _replicas)
        {
            replica.Pass(start);
            if (replica.Running < pace.Slots && (chosen is null || replica.Running < chosen.Running))
                chosen = replica;
        }

        bool full = chosen is null;
        if (full)
        {
            chosen = _replicas.MinBy(static replica => replica.NextEnd)!; // of equals the first, as always
            start = chosen.NextEnd;
        }

        long reading = Math.Max(start, chosen!.ReaderFree);
        long firstToken = reading + pace.TimeToFirstToken.Ticks + (arrival.PromptTokens * pace.TimePerPromptToken.Ticks);
        waited = reading > at;
        if (firstToken - at > limit)
            return null;
        if (full)
            chosen.FreeNext();
        chosen.Begin(firstToken, firstToken + (long)(Math.Max(0, arrival.CompletionTokens - 1) * _perCompletionToken));
        _lastStart = start;
        return firstToken - at;
    }
}
