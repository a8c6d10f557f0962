using TogetherAI.Engine.Sampling;

namespace TogetherAI.Engine.Tests.Sampling;

public class PhiloxTests
{
    // The known answers of Random123's kat_vectors for philox4x32 with 10 rounds.
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void Blocks_are_those_of_the_reference(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint x0, uint x1, uint x2, uint x3) =>
        Assert.Equal((x0, x1, x2, x3), Philox.Block(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void A_uniform_number_is_the_top_53_bits_of_the_first_two_words() =>
        Assert.Equal((0xe169c58d6627e8d5 >> 11) / 9007199254740992.0, Philox.Uniform(0, 0));

    [Fact]
    public void Uniform_numbers_spread_over_the_unit_interval()
    {
        int[] tenths = new int[10];
        for (ulong position = 0; position < 10_000; position++)
            tenths[(int)(Philox.Uniform(42, position) * 10)]++;
        Assert.All(tenths, count => Assert.InRange(count, 880, 1120));
    }
}
