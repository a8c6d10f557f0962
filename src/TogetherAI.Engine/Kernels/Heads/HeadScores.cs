namespace TogetherAI.Engine.Kernels.Heads;

/// <summary>
/// Products of queries with a block's keys, which stand across: a lane is a position, so that nothing is summed across a register. Each
/// product is summed along the head, whichever method makes it.
/// </summary>
internal static unsafe class HeadScores<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Positions = HeadBlock.Positions;

    /// <summary>All positions of the block, for queries back to back: <c>scores[query, position]</c>.</summary>
    public static void Products(float* keys, float* queries, int size, int count, float* scores)
    {
        int query = 0;
        for (; query <= count - 4; query += 4)
        {
            for (int at = 0; at < Positions; at += 2 * TLanes.Count)
                Four(keys + at, queries + ((nint)query * size), size, scores + (query * Positions) + at);
        }

        for (; query < count; query++)
        {
            for (int at = 0; at < Positions; at += 2 * TLanes.Count)
                One(keys + at, queries + ((nint)query * size), size, scores + (query * Positions) + at);
        }
    }

    private static void Four(float* keys, float* queries, nint size, float* scores)
    {
        int lanes = TLanes.Count;
        float* query1 = queries + size, query2 = query1 + size, query3 = query2 + size;
        TVector a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        for (nint i = 0; i < size; i++, keys += Positions)
        {
            TVector k0 = TLanes.Load(keys), k1 = TLanes.Load(keys + lanes), q = TLanes.Broadcast(queries[i]);
            a0 = TLanes.MultiplyAdd(q, k0, a0);
            b0 = TLanes.MultiplyAdd(q, k1, b0);
            q = TLanes.Broadcast(query1[i]);
            a1 = TLanes.MultiplyAdd(q, k0, a1);
            b1 = TLanes.MultiplyAdd(q, k1, b1);
            q = TLanes.Broadcast(query2[i]);
            a2 = TLanes.MultiplyAdd(q, k0, a2);
            b2 = TLanes.MultiplyAdd(q, k1, b2);
            q = TLanes.Broadcast(query3[i]);
            a3 = TLanes.MultiplyAdd(q, k0, a3);
            b3 = TLanes.MultiplyAdd(q, k1, b3);
        }

        TLanes.Store(a0, scores);
        TLanes.Store(b0, scores + lanes);
        TLanes.Store(a1, scores + Positions);
        TLanes.Store(b1, scores + Positions + lanes);
        TLanes.Store(a2, scores + (2 * Positions));
        TLanes.Store(b2, scores + (2 * Positions) + lanes);
        TLanes.Store(a3, scores + (3 * Positions));
        TLanes.Store(b3, scores + (3 * Positions) + lanes);
    }

    private static void One(float* keys, float* query, nint size, float* scores)
    {
        TVector a = default, b = default;
        for (nint i = 0; i < size; i++, keys += Positions)
        {
            TVector q = TLanes.Broadcast(query[i]);
            a = TLanes.MultiplyAdd(q, TLanes.Load(keys), a);
            b = TLanes.MultiplyAdd(q, TLanes.Load(keys + TLanes.Count), b);
        }

        TLanes.Store(a, scores);
        TLanes.Store(b, scores + TLanes.Count);
    }
}
