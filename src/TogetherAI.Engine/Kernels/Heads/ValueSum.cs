namespace TogetherAI.Engine.Kernels.Heads;

/// <summary>
/// Weighted sums of a block's values, the second half of attention. Each element is summed in the order of the positions, whichever
/// method makes it.
/// </summary>
internal static unsafe class ValueSum<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Positions = HeadBlock.Positions;

    /// <summary><c>sums[query] = rescale[query] · sums[query] + Σ weights[query, position] · values[position]</c>, from <paramref name="first"/> up to <paramref name="end"/>.</summary>
    public static void Add(float* sums, float* rescale, float* weights, float* values, int first, int end, int size, int queries)
    {
        int query = 0, whole = size - (size % (2 * TLanes.Count));
        for (; query <= queries - 4; query += 4)
        {
            float* to = sums + ((nint)query * size), by = weights + (query * Positions);
            for (int column = 0; column < whole; column += 2 * TLanes.Count)
                AddFour(to + column, rescale + query, by, values + column, first, end, size);
            for (int i = 0; whole < size && i < 4; i++)
                AddOne(to + ((nint)i * size), rescale[query + i], by + (i * Positions), values, first, end, size, whole);
        }

        for (; query < queries; query++)
            AddOne(sums + ((nint)query * size), rescale[query], weights + (query * Positions), values, first, end, size, 0);
    }

    /// <summary>Four queries and two registers of each: what is loaded serves four or two.</summary>
    private static void AddFour(float* sums, float* rescale, float* weights, float* values, int first, int end, nint size)
    {
        int lanes = TLanes.Count;
        TVector s = TLanes.Broadcast(rescale[0]), a0 = TLanes.Multiply(TLanes.Load(sums), s), b0 = TLanes.Multiply(TLanes.Load(sums + lanes), s);
        float* sums1 = sums + size, sums2 = sums1 + size, sums3 = sums2 + size;
        s = TLanes.Broadcast(rescale[1]);
        TVector a1 = TLanes.Multiply(TLanes.Load(sums1), s), b1 = TLanes.Multiply(TLanes.Load(sums1 + lanes), s);
        s = TLanes.Broadcast(rescale[2]);
        TVector a2 = TLanes.Multiply(TLanes.Load(sums2), s), b2 = TLanes.Multiply(TLanes.Load(sums2 + lanes), s);
        s = TLanes.Broadcast(rescale[3]);
        TVector a3 = TLanes.Multiply(TLanes.Load(sums3), s), b3 = TLanes.Multiply(TLanes.Load(sums3 + lanes), s);
        float* weight = weights + first, value = values + (first * size);
        for (int i = first; i < end; i++, weight++, value += size)
        {
            TVector v0 = TLanes.Load(value), v1 = TLanes.Load(value + lanes), w = TLanes.Broadcast(weight[0]);
            a0 = TLanes.MultiplyAdd(w, v0, a0);
            b0 = TLanes.MultiplyAdd(w, v1, b0);
            w = TLanes.Broadcast(weight[Positions]);
            a1 = TLanes.MultiplyAdd(w, v0, a1);
            b1 = TLanes.MultiplyAdd(w, v1, b1);
            w = TLanes.Broadcast(weight[2 * Positions]);
            a2 = TLanes.MultiplyAdd(w, v0, a2);
            b2 = TLanes.MultiplyAdd(w, v1, b2);
            w = TLanes.Broadcast(weight[3 * Positions]);
            a3 = TLanes.MultiplyAdd(w, v0, a3);
            b3 = TLanes.MultiplyAdd(w, v1, b3);
        }

        TLanes.Store(a0, sums);
        TLanes.Store(b0, sums + lanes);
        TLanes.Store(a1, sums1);
        TLanes.Store(b1, sums1 + lanes);
        TLanes.Store(a2, sums2);
        TLanes.Store(b2, sums2 + lanes);
        TLanes.Store(a3, sums3);
        TLanes.Store(b3, sums3 + lanes);
    }

    /// <summary>One query, the columns from <paramref name="column"/> on.</summary>
    private static void AddOne(float* sums, float rescale, float* weights, float* values, int first, int end, nint size, int column)
    {
        int lanes = TLanes.Count;
        TVector scales = TLanes.Broadcast(rescale);

        // Two registers at a time: one alone would wait on its own additions.
        for (; column <= size - (2 * lanes); column += 2 * lanes)
        {
            TVector a = TLanes.Multiply(TLanes.Load(sums + column), scales), b = TLanes.Multiply(TLanes.Load(sums + column + lanes), scales);
            for (int i = first; i < end; i++)
            {
                TVector w = TLanes.Broadcast(weights[i]);
                a = TLanes.MultiplyAdd(w, TLanes.Load(values + (i * size) + column), a);
                b = TLanes.MultiplyAdd(w, TLanes.Load(values + (i * size) + column + lanes), b);
            }

            TLanes.Store(a, sums + column);
            TLanes.Store(b, sums + column + lanes);
        }

        for (; column <= size - lanes; column += lanes)
        {
            TVector a = TLanes.Multiply(TLanes.Load(sums + column), scales);
            for (int i = first; i < end; i++)
                a = TLanes.MultiplyAdd(TLanes.Broadcast(weights[i]), TLanes.Load(values + (i * size) + column), a);
            TLanes.Store(a, sums + column);
        }

        for (; column < size; column++)
        {
            float sum = sums[column] * rescale;
            for (int i = first; i < end; i++)
                sum += weights[i] * values[(i * size) + column];
            sums[column] = sum;
        }
    }
}
