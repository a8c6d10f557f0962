using System.Globalization;
using TogetherAI.Engine.Conversion.Encoders;
using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Tests.Kernels.Blocks;

/// <summary>Blocks whose bytes and values were worked out by hand from the formats' public definitions.</summary>
public unsafe class BlockDefinitionTests
{
    // Half precision: 1 = 3C00, 0.5 = 3800, 0.25 = 3400, 2 = 4000, -2 = C000; the lower byte comes first.
    [Fact]
    public void Q8_0_is_a_scale_and_signed_bytes()
    {
        byte[] block = [0x00, 0x38, .. Enumerable.Range(0, 32).Select(i => (byte)(sbyte)(i - 16))];
        Assert.Equal(Enumerable.Range(0, 32).Select(i => (i - 16) * 0.5f), Read(WeightFormat.Q8_0, block));
    }

    [Fact]
    public void Q8_0_reaches_both_ends_of_a_byte()
    {
        byte[] block = [0x00, 0xC0, 0x80, 0x7F, 0xFF, .. new byte[29]];
        Assert.Equal([256f, -254f, 2f, .. new float[29]], Read(WeightFormat.Q8_0, block));
    }

    [Fact]
    public void Q4_0_holds_the_first_half_in_lower_nibbles_and_the_second_in_upper()
    {
        // Byte i: lower nibble i, upper nibble 15 - i.
        byte[] block = [0x00, 0x34, .. Enumerable.Range(0, 16).Select(i => (byte)(i | ((15 - i) << 4)))];
        Assert.Equal(
            Enumerable.Range(0, 16).Select(i => (i - 8) * 0.25f).Concat(Enumerable.Range(0, 16).Select(i => (7 - i) * 0.25f)),
            Read(WeightFormat.Q4_0, block));
    }

    [Fact]
    public void Q4_K_packs_six_bits_of_scale_and_minimum_for_each_of_eight_groups()
    {
        // Scales 1 2 3 63 | 17 34 51 63, minima 0 1 62 63 | 16 33 50 63: groups 4 to 7 have their upper two bits on the first eight bytes.
        byte[] scales =
        [
            1 | (1 << 6), 2 | (2 << 6), 3 | (3 << 6), 63 | (3 << 6),
            0 | (1 << 6), 1 | (2 << 6), 62 | (3 << 6), 63 | (3 << 6),
            1 | (0 << 4), 2 | (1 << 4), 3 | (2 << 4), 15 | (15 << 4),
        ];
        byte[] block = [0x00, 0x3C, 0x00, 0x38, .. scales, .. Enumerable.Range(0, 128).Select(i => (byte)((i % 16) | ((15 - (i % 16)) << 4)))];
        int[] scale = [1, 2, 3, 63, 17, 34, 51, 63], minimum = [0, 1, 62, 63, 16, 33, 50, 63];
        Assert.Equal(
            Enumerable.Range(0, 256).Select(i => ((float)scale[i / 32] * (i / 32 % 2 == 0 ? i % 16 : 15 - (i % 16))) - (0.5f * minimum[i / 32])),
            Read(WeightFormat.Q4_K, block));
    }

    [Fact]
    public void Q5_K_takes_its_fifth_bit_from_the_bit_of_the_group()
    {
        // All scales 1, all minima 0; upper bits: byte i has bit g where (i + g) is odd; nibbles: lower 3, upper 5.
        byte[] scales = [1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1];
        byte[] upper = [.. Enumerable.Range(0, 32).Select(i => i % 2 == 0 ? (byte)0b10101010 : (byte)0b01010101)];
        byte[] block = [0x00, 0x3C, 0x00, 0x3C, .. scales, .. upper, .. Enumerable.Repeat((byte)0x53, 128)];
        Assert.Equal(
            Enumerable.Range(0, 256).Select(i => (i / 32 % 2 == 0 ? 3f : 5f) + ((i + (i / 32)) % 2 == 1 ? 16f : 0f)),
            Read(WeightFormat.Q5_K, block));
    }

    [Fact]
    public void Q6_K_joins_nibbles_and_bit_pairs_and_scales_each_sixteen()
    {
        // Lower nibbles: 1 where the byte's lower half counts, 2 in the upper; bit pairs 0, 1, 2, 3 from the lowest; scale of group g: g - 8.
        byte[] scales = [.. Enumerable.Range(0, 16).Select(g => (byte)(sbyte)(g - 8))];
        byte[] block = [.. Enumerable.Repeat((byte)0x21, 128), .. Enumerable.Repeat((byte)0b11100100, 64), .. scales, 0x00, 0x40];
        int[] quants = [1, 1 + 16, 2 + 32, 2 + 48];
        Assert.Equal(Enumerable.Range(0, 256).Select(i => 2f * ((i / 16) - 8) * (quants[i / 32 % 4] - 32)), Read(WeightFormat.Q6_K, block));
    }

    [Fact]
    public void Q6_K_takes_each_weight_from_its_own_byte()
    {
        // One weight a byte position: lower nibble of ql[i] is i % 16, everything else zero: only the first 32 of each half vary.
        byte[] block = [.. Enumerable.Range(0, 128).Select(i => (byte)(i % 16)), .. new byte[64], .. Enumerable.Repeat((byte)1, 16), 0x00, 0x3C];
        Assert.Equal(Enumerable.Range(0, 256).Select(i => (i % 128 < 64 ? i % 16 : 0) - 32f), Read(WeightFormat.Q6_K, block));
    }

    [Theory]
    [InlineData(nameof(WeightFormat.Q8_0), "1,-0.5,0.25", "0820 7F C0 20")] // 1/127 = 0x2008; -0.5 is -63.5, away from zero; 0.25 is 31.75.
    [InlineData(nameof(WeightFormat.Q4_0), "1,-0.5,0.25", "00B0 80 8C 86")] // 1/-8 = 0xB000; 1 -> 0, -0.5 -> 12, 0.25 -> 6; upper nibbles zero: 8.
    public void Quantising_rounds_as_the_format_is_defined(string name, string values, string expected)
    {
        WeightFormat format = Enum.Parse<WeightFormat>(name);
        float[] source = new float[32];
        values.Split(',').Select(v => float.Parse(v, CultureInfo.InvariantCulture)).ToArray().CopyTo(source, 0);
        byte[] block = new byte[WeightFormats.BytesPerBlock(format)];
        WeightEncoder.Encode(format, source, block);
        Assert.StartsWith(expected.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(block), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(WeightFormat.F32), 0)]
    [InlineData(nameof(WeightFormat.F16), 0.0005)]
    [InlineData(nameof(WeightFormat.BF16), 0.004)]
    [InlineData(nameof(WeightFormat.Q8_0), 0.0045)]
    [InlineData(nameof(WeightFormat.Q6_K), 0.04)]
    [InlineData(nameof(WeightFormat.Q5_K), 0.065)]
    [InlineData(nameof(WeightFormat.Q4_K), 0.134)]
    [InlineData(nameof(WeightFormat.Q4_0), 0.125)]
    public void A_weight_comes_back_within_a_step(string name, double tolerance)
    {
        WeightFormat format = Enum.Parse<WeightFormat>(name);
        Random random = new(11);
        float[] source = [.. Enumerable.Range(0, 4096).Select(_ => (random.NextSingle() * 2) - 1)];
        byte[] bytes = new byte[WeightFormats.RowBytes(format, source.Length)];
        WeightEncoder.Encode(format, source, bytes);
        float[] read = Read(format, bytes, source.Length);
        for (int i = 0; i < source.Length; i++)
            Assert.Equal(source[i], read[i], tolerance + 1e-7);
        Assert.All(Read(format, Quantised(format, new float[256]), 256), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(nameof(WeightFormat.Q8_0), 32, 34)]
    [InlineData(nameof(WeightFormat.Q4_0), 32, 18)]
    [InlineData(nameof(WeightFormat.Q4_K), 256, 144)]
    [InlineData(nameof(WeightFormat.Q5_K), 256, 176)]
    [InlineData(nameof(WeightFormat.Q6_K), 256, 210)]
    public void Blocks_have_their_public_sizes_and_rows_are_whole_blocks(string name, int values, int bytes)
    {
        WeightFormat format = Enum.Parse<WeightFormat>(name);
        Assert.Equal(values, WeightFormats.ValuesPerBlock(format));
        Assert.Equal(bytes, WeightFormats.BytesPerBlock(format));
        Assert.Equal(3 * bytes, WeightFormats.RowBytes(format, 3 * values));
        Assert.Throws<ArgumentException>(() => WeightFormats.RowBytes(format, values + 1));
        Assert.Throws<ArgumentException>(() => WeightFormats.Create(format, null, 1, values / 2));
    }

    private static byte[] Quantised(WeightFormat format, float[] values)
    {
        byte[] bytes = new byte[WeightFormats.RowBytes(format, values.Length)];
        WeightEncoder.Encode(format, values, bytes);
        return bytes;
    }

    private static float[] Read(WeightFormat format, byte[] row, int columns = 0)
    {
        columns = columns > 0 ? columns : WeightFormats.ValuesPerBlock(format);
        float[] values = new float[columns];
        fixed (byte* data = row)
            WeightFormats.Create(format, data, 1, columns).CopyRow(0, values);
        return values;
    }
}
