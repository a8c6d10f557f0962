using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Tests.Kernels.Blocks;

/// <summary>Rearranged weights that are kept: the same bits, within the memory that was granted.</summary>
public class KeptTilesTests
{
    private const int Rows = 203, Columns = 1024, Tokens = 13;

    [Theory]
    [MemberData(nameof(SameBitsTests.Paths), MemberType = typeof(SameBitsTests))]
    public void What_is_kept_changes_no_bit(string format, string set)
    {
        WeightFormat weights = Enum.Parse<WeightFormat>(format);
        InstructionSet instructions = Enum.Parse<InstructionSet>(set);
        using TileMemory memory = new(maxBytes: null);
        KeepsItsBits(weights, instructions, memory);
        Assert.Equal(KernelOf(weights, instructions).TileBytes(Columns) > 0, memory.Taken > 0);
    }

    [Theory]
    [InlineData("F32")]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void Nor_does_it_change_a_bit_of_floats(string format)
    {
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
        {
            using TileMemory memory = new(maxBytes: null);
            KeepsItsBits(Enum.Parse<WeightFormat>(format), set, memory);

            // Halves would be twice as large as floats; what has no tiles keeps none.
            Assert.Equal(format != "F16" && set is InstructionSet.Avx2 or InstructionSet.Avx512 or InstructionSet.Avx512Vnni, memory.Taken > 0);
        }
    }

    /// <summary>Fewer blocks than chains, chains of different lengths, one block more than pairs: for a single vector, which goes through kept tiles only.</summary>
    [Theory]
    [InlineData("Q8_0", new[] { 32, 96, 224, 288, 576, 992 })]
    [InlineData("Q4_0", new[] { 32, 96, 224, 288, 576, 992 })]
    [InlineData("Q4_K", new[] { 256, 768 })]
    [InlineData("Q5_K", new[] { 256, 768 })]
    [InlineData("Q6_K", new[] { 256, 768 })]
    [InlineData("BF16", new[] { 64, 192, 320, 1000 })]
    [InlineData("F32", new[] { 32, 96, 160, 1000 })]
    public void A_single_vector_has_the_definitions_bits_out_of_kept_tiles(string format, int[] widths)
    {
        WeightFormat weights = Enum.Parse<WeightFormat>(format);
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
        {
            foreach (int columns in widths)
            {
                // What floats are compared with is the rows' own product on the same processor: each rounds in its own order.
                using TileMemory memory = new(maxBytes: null);
                using BlockCase expected = new(weights, 70, columns, 1, seed: columns, WeightFormats.ValuesPerBlock(weights) == 1 ? set : InstructionSet.Portable);
                using BlockCase kept = new(weights, 70, columns, 1, seed: columns, set, memory);
                Assert.Equal(expected.Run(1), kept.Run(1));
                Assert.Equal(expected.Run(1), kept.Run(2));
            }
        }
    }

    [Fact]
    public void Threads_that_share_a_matrix_see_whole_tiles()
    {
        using BlockCase plain = new(WeightFormat.Q8_0, 203, 512, 4, seed: 1);
        float[] expected = plain.RunRows(0, 4, 0, 203);
        for (int round = 0; round < 50; round++)
        {
            using TileMemory memory = new(maxBytes: null);
            using BlockCase shared = new(WeightFormat.Q8_0, 203, 512, 4, seed: 1, tiles: memory);
            Parallel.For(0, 4, _ => Assert.Equal(expected, shared.RunRows(0, 4, 0, 203)));
        }
    }

    [Fact]
    public void No_more_is_taken_than_was_granted()
    {
        using TileMemory memory = new(maxBytes: 1000);
        memory.CountWeights(1L << 60); // only without a limit of its own do the weights matter
        Assert.Null(memory.TryTake(11, 100));
        Assert.NotNull(memory.TryTake(6, 100));
        Assert.Null(memory.TryTake(6, 100));
        Assert.NotNull(memory.TryTake(4, 100));
        Assert.Equal(1000, memory.Taken);
        memory.Dispose();
        Assert.Null(memory.TryTake(0, 100));

        using TileMemory beside = new(maxBytes: null);
        Assert.NotNull(beside.TryTake(1, 100));
        beside.CountWeights(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);
        Assert.Null(beside.TryTake(1, 100));
    }

    /// <summary>What the documentation of <see cref="LanguageModelOptions.MaxTileBytes"/> says of them.</summary>
    [Theory]
    [InlineData(2048, 1.00, 1.04)]
    [InlineData(512, 1.00, 1.13)]
    public unsafe void Kept_weights_are_hardly_larger_where_there_are_byte_products_and_twice_as_large_elsewhere(int columns, double least, double most)
    {
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
        {
            foreach (WeightFormat format in Enum.GetValues<WeightFormat>())
            {
                byte none;
                using TileMemory memory = new(long.MaxValue);
                WeightMatrix matrix = WeightFormats.Create(format, &none, 64, columns, set, memory);
                _ = matrix.Inputs(TileLimits.KeptTokens);
                double share = memory.Taken / (double)matrix.Bytes;
                if (format == WeightFormat.F16 || set is not (InstructionSet.Avx512Vnni or InstructionSet.Avx512 or InstructionSet.Avx2))
                    Assert.Equal(0, share);
                else if (set == InstructionSet.Avx512Vnni || WeightFormats.ValuesPerBlock(format) == 1)
                    Assert.InRange(share, least, most);
                else
                    Assert.InRange(share, 1.69, 2.2);
            }
        }
    }

    [Fact]
    public void The_memory_of_a_matrix_is_taken_once_and_when_it_is_wanted()
    {
        using TileMemory memory = new(maxBytes: 1000);
        LazyTiles tiles = new(memory, 5, 100), more = new(memory, 6, 100);
        Assert.Equal(0, memory.Taken);
        KeptTiles? kept = tiles.Value;
        Assert.NotNull(kept);
        Assert.Same(kept, tiles.Value);
        Assert.Equal(500, memory.Taken);
        Assert.Null(more.Value);
        Assert.Null(new LazyTiles(memory, 5, 0).Value);
        Assert.Null(new LazyTiles(null, 5, 100).Value);
    }

    [Fact]
    public unsafe void A_tile_is_filled_by_one_and_found_when_it_is_whole()
    {
        using KeptTiles tiles = new(2, 64);
        byte* claimed = tiles.Claim(1);
        Assert.True(claimed != null && tiles.Claim(1) == null && tiles.Find(1) == null);
        tiles.Publish(1);
        Assert.True(tiles.Find(1) == claimed && tiles.Claim(1) == null);
        Assert.True(tiles.Find(0) == null && tiles.Find(2) == null && tiles.Claim(0) == claimed - 64);
    }

    private static void KeepsItsBits(WeightFormat weights, InstructionSet instructions, TileMemory memory)
    {
        using BlockCase kept = new(weights, Rows, Columns, Tokens, seed: 4, instructions, memory);
        using BlockCase plain = new(weights, Rows, Columns, Tokens, seed: 4, instructions);
        float[] together = plain.Run(threads: 1);
        Random random = new(6);
        for (int round = 0; round < 40; round++)
        {
            // Shares that are whole tiles and shares that are not, while some tiles are filled and some are not.
            int first = random.Next(2) == 0 ? 0 : random.Next(Rows), end = random.Next(2) == 0 ? Rows : random.Next(first + 1, Rows + 1);
            int token = random.Next(Tokens), count = random.Next(1, Tokens - token + 1);
            float[] part = kept.RunRows(token, count, first, end);
            for (int i = 0; i < part.Length; i++)
                Assert.Equal(together[((token + (i / (end - first))) * Rows) + first + (i % (end - first))], part[i]);
        }

        Assert.Equal(together, kept.Run(threads: 3));
    }

    private static BlockKernel KernelOf(WeightFormat format, InstructionSet set) => format switch
    {
        WeightFormat.Q8_0 => BlockKernels.Q8_0(set),
        WeightFormat.Q4_0 => BlockKernels.Q4_0(set),
        WeightFormat.Q4_K => BlockKernels.Q4_K(set),
        WeightFormat.Q5_K => BlockKernels.Q5_K(set),
        _ => BlockKernels.Q6_K(set),
    };
}
