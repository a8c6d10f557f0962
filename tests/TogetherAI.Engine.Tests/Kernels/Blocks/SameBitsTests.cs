using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Tests.Kernels.Blocks;

/// <summary>
/// What the integer formats promise: the same bits on any processor, any number of threads, in any batch and however the rows are shared.
/// </summary>
public unsafe class SameBitsTests
{
    public static TheoryData<string, string> Paths
    {
        get
        {
            TheoryData<string, string> paths = [];
            foreach (string format in BlockProductTests.AllFormats)
            {
                foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
                    paths.Add(format, set.ToString());
            }

            return paths;
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_processor_gives_the_definitions_bits(string format, string set)
    {
        // Rows and blocks that fill no tile and no turn of the chains; few tokens go row by row, many in tiles.
        foreach ((int rows, int columns, int tokens) in new[] { (37, 1280, 1), (37, 256, 3), (33, 2304, 4), (70, 768, 7), (5, 256, 64), (32, 512, 13) })
        {
            using BlockCase portable = new(Enum.Parse<WeightFormat>(format), rows, columns, tokens, seed: rows, InstructionSet.Portable);
            using BlockCase test = new(Enum.Parse<WeightFormat>(format), rows, columns, tokens, seed: rows, Enum.Parse<InstructionSet>(set));
            Assert.Equal(portable.Run(1), test.Run(1));
        }
    }

    [Theory]
    [InlineData("Q8_0")]
    [InlineData("Q4_0")]
    public void A_row_that_is_no_whole_turn_of_the_chains_has_the_definitions_bits(string format)
    {
        foreach (int columns in new[] { 32, 96, 224, 288, 576, 992 })
        {
            foreach (int tokens in new[] { 1, 5 })
            {
                using BlockCase portable = new(Enum.Parse<WeightFormat>(format), 40, columns, tokens, seed: columns, InstructionSet.Portable);
                foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
                {
                    using BlockCase test = new(Enum.Parse<WeightFormat>(format), 40, columns, tokens, seed: columns, set);
                    Assert.Equal(portable.Run(1), test.Run(1));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_batch_has_the_bits_of_its_tokens_alone_and_of_any_share_of_the_rows(string format, string set)
    {
        const int Rows = 203, Columns = 1024, Tokens = 9;
        using BlockCase test = new(Enum.Parse<WeightFormat>(format), Rows, Columns, Tokens, seed: 4, Enum.Parse<InstructionSet>(set));
        float[] together = test.Run(threads: 3);
        for (int token = 0; token < Tokens; token++)
            Assert.Equal(test.RunRows(token, 1, 0, Rows), together[(token * Rows)..((token + 1) * Rows)]);

        Random random = new(6);
        for (int round = 0; round < 20; round++)
        {
            int first = random.Next(Rows), end = random.Next(first + 1, Rows + 1), token = random.Next(Tokens), count = random.Next(1, Tokens - token + 1);
            float[] part = test.RunRows(token, count, first, end);
            for (int i = 0; i < part.Length; i++)
                Assert.Equal(together[((token + (i / (end - first))) * Rows) + first + (i % (end - first))], part[i]);
        }
    }

    [Theory]
    [InlineData("F32")]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void Floats_keep_their_bits_on_one_processor_too(string format)
    {
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported))
        {
            foreach (int columns in new[] { 64, 576, 1000 })
            {
                using BlockCase test = new(Enum.Parse<WeightFormat>(format), 75, columns, 11, seed: 8, set);
                float[] together = test.Run(threads: 2);
                for (int token = 0; token < 11; token++)
                    Assert.Equal(test.RunRows(token, 1, 0, 75), together[(token * 75)..((token + 1) * 75)]);
                Assert.Equal(test.RunRows(2, 6, 30, 70)[..40], together[((2 * 75) + 30)..((2 * 75) + 70)]);
            }
        }
    }
}
