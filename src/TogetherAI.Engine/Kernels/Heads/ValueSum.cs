namespace TogetherAI.Engine.Kernels;

/// <summary>Weighted sums of rows, the second half of attention. Each element is summed in the order of the rows.</summary>
internal static unsafe class RowSum<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public static void Add(float* destination, float scale, float* factors, float* rows, int count, int length)
    {
        int lanes = TLanes.Count, column = 0;
        TVector scales = TLanes.Broadcast(scale);

        // Two columns of registers at a time: one alone would wait on its own additions.
        for (; column <= length - (2 * lanes); column += 2 * lanes)
        {
            TVector first = TLanes.Multiply(TLanes.Load(destination + column), scales);
            TVector second = TLanes.Multiply(TLanes.Load(destination + column + lanes), scales);
            float* row = rows + column;
            for (int i = 0; i < count; i++, row += length)
            {
                TVector factor = TLanes.Broadcast(factors[i]);
                first = TLanes.MultiplyAdd(factor, TLanes.Load(row), first);
                second = TLanes.MultiplyAdd(factor, TLanes.Load(row + lanes), second);
            }

            TLanes.Store(first, destination + column);
            TLanes.Store(second, destination + column + lanes);
        }

        for (; column <= length - lanes; column += lanes)
        {
            TVector sum = TLanes.Multiply(TLanes.Load(destination + column), scales);
            for (int i = 0; i < count; i++)
                sum = TLanes.MultiplyAdd(TLanes.Broadcast(factors[i]), TLanes.Load(rows + ((nint)i * length) + column), sum);
            TLanes.Store(sum, destination + column);
        }

        for (; column < length; column++)
        {
            float sum = destination[column] * scale;
            for (int i = 0; i < count; i++)
                sum += factors[i] * rows[((nint)i * length) + column];
            destination[column] = sum;
        }
    }
}
