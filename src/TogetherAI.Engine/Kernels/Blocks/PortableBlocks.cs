namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>Products as <see cref="IBlockFormat"/> defines them, on any processor.</summary>
internal static unsafe class PortableBlocks<TFormat>
    where TFormat : struct, IBlockFormat
{
    public static void Multiply(byte* matrix, nint rowBytes, ProductInputs x, float* y, nint stride, int first, int end)
    {
        for (int row = first; row < end; row++)
        {
            for (int token = 0; token < x.Tokens; token++)
            {
                nint at = (nint)token * x.Columns;
                y[(token * stride) + row] = Dot(
                    matrix + (row * rowBytes), x.Columns / TFormat.Values, x.Quants + at, x.Sums + (at / InputBlocks.SumValues), x.Scales + (at / TFormat.Values));
            }
        }
    }

    public static float Dot(byte* row, int blocks, sbyte* quants, short* sums, float* scales)
    {
        float* chains = stackalloc float[TFormat.Chains];
        new Span<float>(chains, TFormat.Chains).Clear();
        AddRest(row, 0, blocks, quants, sums, scales, chains);
        return Chains.Add(chains, TFormat.Chains);
    }

    /// <summary>Adds the blocks from <paramref name="first"/> on to their chains; what faster kernels leave over.</summary>
    public static void AddRest(byte* row, int first, int blocks, sbyte* quants, short* sums, float* scales, float* chains)
    {
        for (int block = first; block < blocks; block++)
        {
            nint at = (nint)block * TFormat.Values;
            ref float chain = ref chains[block % TFormat.Chains];
            chain = TFormat.AddProduct(chain, row + ((nint)block * TFormat.Bytes), quants + at, sums + (at / InputBlocks.SumValues), scales[block]);
        }
    }
}
