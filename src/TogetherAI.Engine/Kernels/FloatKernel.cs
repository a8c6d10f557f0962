using System.Runtime.CompilerServices;

namespace TogetherAI.Engine.Kernels;

/// <summary>
/// Products of float rows with float vectors. Every output, whichever method makes it, is summed in the same order: two accumulators
/// taking turns along the row, added, summed across, then the rest of the row. So a token's result has the same bits alone, in a
/// batch, and in any cut of the prompt; and one result is always made whole by one thread.
/// </summary>
internal static unsafe class FloatKernel<TLanes, TVector, TFormat>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TFormat : struct, IFloatFormat
{
    private const int RowsPerBlock = 32;

    /// <summary>One row with one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(byte* row, float* x, nint length) => InlinedDot(row, x, length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float InlinedDot(byte* row, float* x, nint length)
    {
        nint lanes = TLanes.Count, i = 0;
        TVector even = default, odd = default;
        for (; i <= length - (2 * lanes); i += 2 * lanes)
        {
            even = TLanes.MultiplyAdd(TFormat.Load<TLanes, TVector>(row, i), TLanes.Load(x + i), even);
            odd = TLanes.MultiplyAdd(TFormat.Load<TLanes, TVector>(row, i + lanes), TLanes.Load(x + i + lanes), odd);
        }

        if (i <= length - lanes)
        {
            even = TLanes.MultiplyAdd(TFormat.Load<TLanes, TVector>(row, i), TLanes.Load(x + i), even);
            i += lanes;
        }

        return AddRest(TLanes.Sum(TLanes.Add(even, odd)), row, x, i, length);
    }

    /// <summary>
    /// Two rows with three vectors: twelve accumulators and three operands fill AVX2's sixteen registers, and each loaded (and
    /// widened) weight is used three times. <paramref name="y"/> receives <c>y[vector · stride + row]</c>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile2x3(byte* row0, byte* row1, float* x0, float* x1, float* x2, nint length, float* y, nint stride)
    {
        float* sums = stackalloc float[6 * TLanes.Count];
        nint done = Accumulate2x3(row0, row1, x0, x1, x2, length, sums);
        for (nint vector = 0; vector < 3; vector++, y += stride, sums += 2 * TLanes.Count)
        {
            float* x = vector == 0 ? x0 : vector == 1 ? x1 : x2;
            y[0] = AddRest(TLanes.Sum(TLanes.Load(sums)), row0, x, done, length);
            y[1] = AddRest(TLanes.Sum(TLanes.Load(sums + TLanes.Count)), row1, x, done, length);
        }
    }

    /// <summary>
    /// The loop of <see cref="Tile2x3"/>, in a method that calls nothing: a call would make the compiler keep the accumulators in
    /// memory, and the loop five times slower.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nint Accumulate2x3(byte* row0, byte* row1, float* x0, float* x1, float* x2, nint length, float* sums)
    {
        nint lanes = TLanes.Count, i = 0;
        TVector even00 = default, even01 = default, even02 = default, even10 = default, even11 = default, even12 = default;
        TVector odd00 = default, odd01 = default, odd02 = default, odd10 = default, odd11 = default, odd12 = default;
        for (; i <= length - (2 * lanes); i += 2 * lanes)
        {
            TVector w0 = TFormat.Load<TLanes, TVector>(row0, i), w1 = TFormat.Load<TLanes, TVector>(row1, i);
            TVector x = TLanes.Load(x0 + i);
            even00 = TLanes.MultiplyAdd(w0, x, even00);
            even10 = TLanes.MultiplyAdd(w1, x, even10);
            x = TLanes.Load(x1 + i);
            even01 = TLanes.MultiplyAdd(w0, x, even01);
            even11 = TLanes.MultiplyAdd(w1, x, even11);
            x = TLanes.Load(x2 + i);
            even02 = TLanes.MultiplyAdd(w0, x, even02);
            even12 = TLanes.MultiplyAdd(w1, x, even12);

            w0 = TFormat.Load<TLanes, TVector>(row0, i + lanes);
            w1 = TFormat.Load<TLanes, TVector>(row1, i + lanes);
            x = TLanes.Load(x0 + i + lanes);
            odd00 = TLanes.MultiplyAdd(w0, x, odd00);
            odd10 = TLanes.MultiplyAdd(w1, x, odd10);
            x = TLanes.Load(x1 + i + lanes);
            odd01 = TLanes.MultiplyAdd(w0, x, odd01);
            odd11 = TLanes.MultiplyAdd(w1, x, odd11);
            x = TLanes.Load(x2 + i + lanes);
            odd02 = TLanes.MultiplyAdd(w0, x, odd02);
            odd12 = TLanes.MultiplyAdd(w1, x, odd12);
        }

        if (i <= length - lanes)
        {
            TVector w0 = TFormat.Load<TLanes, TVector>(row0, i), w1 = TFormat.Load<TLanes, TVector>(row1, i);
            TVector x = TLanes.Load(x0 + i);
            even00 = TLanes.MultiplyAdd(w0, x, even00);
            even10 = TLanes.MultiplyAdd(w1, x, even10);
            x = TLanes.Load(x1 + i);
            even01 = TLanes.MultiplyAdd(w0, x, even01);
            even11 = TLanes.MultiplyAdd(w1, x, even11);
            x = TLanes.Load(x2 + i);
            even02 = TLanes.MultiplyAdd(w0, x, even02);
            even12 = TLanes.MultiplyAdd(w1, x, even12);
            i += lanes;
        }

        TLanes.Store(TLanes.Add(even00, odd00), sums);
        TLanes.Store(TLanes.Add(even10, odd10), sums + lanes);
        TLanes.Store(TLanes.Add(even01, odd01), sums + (2 * lanes));
        TLanes.Store(TLanes.Add(even11, odd11), sums + (3 * lanes));
        TLanes.Store(TLanes.Add(even02, odd02), sums + (4 * lanes));
        TLanes.Store(TLanes.Add(even12, odd12), sums + (5 * lanes));
        return i;
    }

    /// <summary>
    /// Rows <paramref name="first"/> up to <paramref name="end"/> of a matrix with <paramref name="tokens"/> vectors of
    /// <paramref name="columns"/> floats back to back. <paramref name="y"/> receives <c>y[token · stride + row]</c>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(byte* matrix, nint columns, float* x, int tokens, float* y, nint stride, int first, int end)
    {
        nint rowBytes = columns * TFormat.Bytes;

        // Memory is read once a block of rows; within the block three vectors stay in the first cache while its rows come from the second.
        for (int block = first; block < end; block += RowsPerBlock)
        {
            int blockEnd = Math.Min(block + RowsPerBlock, end), token = 0;
            for (; token <= tokens - 3; token += 3)
            {
                float* x0 = x + (token * columns), x1 = x0 + columns, x2 = x1 + columns, to = y + (token * stride);
                int row = block;
                for (; row <= blockEnd - 2; row += 2)
                    Tile2x3(matrix + (row * rowBytes), matrix + ((row + 1) * rowBytes), x0, x1, x2, columns, to + row, stride);
                if (row < blockEnd)
                {
                    byte* last = matrix + (row * rowBytes);
                    to[row] = Dot(last, x0, columns);
                    to[stride + row] = Dot(last, x1, columns);
                    to[(2 * stride) + row] = Dot(last, x2, columns);
                }
            }

            for (; token < tokens; token++)
            {
                for (int row = block; row < blockEnd; row++)
                    y[(token * stride) + row] = InlinedDot(matrix + (row * rowBytes), x + (token * columns), columns);
            }
        }
    }

    /// <summary>What is left of a row when whole registers are done; nothing, in most models.</summary>
    private static float AddRest(float sum, byte* row, float* x, nint i, nint length)
    {
        for (; i < length; i++)
            sum += TFormat.Load(row, i) * x[i];
        return sum;
    }
}
