using System.Security.Cryptography;
using TogetherAI.Engine.Conversion;
using TogetherAI.Engine.Conversion.Encoders;
using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Tests.Conversion;

/// <summary>That blocks mean what their formats say is tested beside the kernels; how well they are chosen is here.</summary>
public class EncoderTests
{
    public static TheoryData<WeightFormat> Formats => [WeightFormat.Q4_0, WeightFormat.Q4_K, WeightFormat.Q5_K, WeightFormat.Q6_K];

    /// <summary>Plain rounding takes the range that just holds all weights of a group. Choosing the range must be worth its time.</summary>
    [Theory]
    [InlineData(WeightFormat.Q4_0, 32, 8, true, 0.90)]
    [InlineData(WeightFormat.Q4_K, 32, 15, false, 0.85)]
    [InlineData(WeightFormat.Q5_K, 32, 31, false, 0.88)]
    [InlineData(WeightFormat.Q6_K, 16, 32, true, 0.90)]
    public void Errors_are_smaller_than_plain_rounding_leaves(WeightFormat format, int group, int top, bool symmetric, double share)
    {
        float[] weights = Bell(8192, seed: 3);
        double plain = weights.Chunk(group).Sum(values => symmetric ? RoundedToLevels(values, top) : RoundedToRange(values, top));
        double chosen = Error(weights, RoundTrip(format, weights));
        Assert.InRange(chosen, plain * 0.5, plain * share);
    }

    /// <summary>What the format can say is nearly said: with the scales that it had, or with such as are as good.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void What_was_decoded_is_encoded_with_next_to_no_further_error(WeightFormat format)
    {
        float[] once = RoundTrip(format, Bell(2048, seed: 4)), twice = RoundTrip(format, once);
        Assert.InRange(Error(once, twice), 0, 2e-4 * once.Sum(static value => (double)value * value));
    }

    public static TheoryData<WeightFormat, float[]> Edges()
    {
        TheoryData<WeightFormat, float[]> edges = [];
        foreach (WeightFormat format in new[] { WeightFormat.Q4_0, WeightFormat.Q4_K, WeightFormat.Q5_K, WeightFormat.Q6_K, WeightFormat.Q8_0 })
        {
            edges.Add(format, new float[256]);
            edges.Add(format, [.. Enumerable.Repeat(0.75f, 256)]);
            edges.Add(format, [.. Enumerable.Repeat(-0.75f, 256)]);
            edges.Add(format, [.. Enumerable.Range(0, 256).Select(static i => i == 37 ? 8f : 0f)]);
            edges.Add(format, [.. Enumerable.Range(0, 256).Select(static i => i == 37 ? -8f : 0f)]);
            edges.Add(format, [.. Enumerable.Range(0, 256).Select(static i => i % 2 == 0 ? 0.5f : -0.5f)]);
            edges.Add(format, [.. Enumerable.Range(0, 256).Select(static i => i * 1e-9f)]);
        }

        return edges;
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void Weights_at_the_edges_come_back_near(WeightFormat format, float[] weights)
    {
        float[] read = RoundTrip(format, weights);
        float most = weights.Max(MathF.Abs);
        Assert.All(weights.Zip(read), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, most < 1e-3f ? 1e-6f : 0.05f * most));
    }

    /// <summary>The same everywhere: sums are in one order, whatever vectors a processor has.</summary>
    [Theory]
    [InlineData(WeightFormat.Q8_0, "1083A64087B020D0")]
    [InlineData(WeightFormat.Q4_0, "68339A978EE57C86")]
    [InlineData(WeightFormat.Q4_K, "10F818189ACD8DD4")]
    [InlineData(WeightFormat.Q5_K, "80C9FE3DC228E0E9")]
    [InlineData(WeightFormat.Q6_K, "5691B040C71E468E")]
    public void The_same_weights_give_the_same_bytes_on_every_machine(WeightFormat format, string hash)
    {
        byte[] bytes = Encode(format, Bell(4096, seed: 5));
        Assert.Equal(hash, Convert.ToHexString(SHA256.HashData(bytes))[..16]);
    }

    private static double RoundedToLevels(float[] values, int zero)
    {
        float scale = values.MaxBy(MathF.Abs) / -zero;
        return Error(values, [.. values.Select(value => scale * Math.Clamp(MathF.Round(value / scale), -zero, zero - 1))]);
    }

    private static double RoundedToRange(float[] values, int top)
    {
        float low = Math.Min(0, values.Min()), scale = (Math.Max(0, values.Max()) - low) / top;
        return Error(values, [.. values.Select(value => (scale * MathF.Round((value - low) / scale)) + low)]);
    }

    /// <summary>Weights as trained ones are spread: most of them small.</summary>
    private static float[] Bell(int count, ulong seed)
    {
        float[] sum = new float[count], part = new float[count];
        for (ulong i = 0; i < 6; i++)
        {
            SeededWeights.Fill(SeededWeights.StateOf(seed, $"bell{i}"), 0, 0.02f, 0, part);
            for (int at = 0; at < count; at++)
                sum[at] += part[at];
        }

        return sum;
    }

    private static double Error(float[] expected, float[] actual) => expected.Zip(actual, static (a, b) => ((double)a - b) * ((double)a - b)).Sum();

    private static byte[] Encode(WeightFormat format, float[] values)
    {
        byte[] bytes = new byte[WeightFormats.RowBytes(format, values.Length)];
        WeightEncoder.Encode(format, values, bytes);
        return bytes;
    }

    private static unsafe float[] RoundTrip(WeightFormat format, float[] values)
    {
        float[] read = new float[values.Length];
        fixed (byte* data = Encode(format, values))
            WeightFormats.Create(format, data, 1, values.Length).CopyRow(0, read);
        return read;
    }
}
