using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Tests.Kernels;

public unsafe class VectorMathTests
{
    [Fact]
    public void Rms_norm_scales_to_a_mean_square_of_one_and_weighs()
    {
        float[] normed = new float[4];
        VectorMath.RmsNorm([1, 1, 1, 7], [1, 2, 1, 1], 0, normed);

        // Mean square (1+1+1+49)/4 = 13.
        Assert.Equal([0.2773501f, 0.5547002f, 0.2773501f, 1.9414507f], normed);
        VectorMath.RmsNorm([0, 0, 0, 0], [1, 1, 1, 1], 1e-6f, normed);
        Assert.Equal([0, 0, 0, 0], normed);
    }

    [Fact]
    public void SwiGlu_multiplies_the_gated_half()
    {
        float[] gate = [0, 1, -2, 100], up = [5, 2, 3, 1];
        VectorMath.SwiGlu(gate, up);
        Assert.Equal(0, up[0]);
        Assert.Equal(1.4621172f, up[1], 1e-6f);
        Assert.Equal(-0.7152175f, up[2], 1e-6f);
        Assert.Equal(100, up[3], 1e-4f);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(64)]
    public void A_quarter_turn_swaps_the_halves_of_a_head(int size)
    {
        float[] head = [.. Enumerable.Range(1, size).Select(i => (float)i)];
        VectorMath.Rotate(head, new float[size / 2], [.. Enumerable.Repeat(1f, size / 2)]);
        Assert.Equal([.. Enumerable.Range((size / 2) + 1, size / 2).Select(i => -(float)i), .. Enumerable.Range(1, size / 2).Select(i => (float)i)], head);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 15)]
    [InlineData(100, 5050)]
    public void A_sum_takes_every_value_once(int count, float expected) =>
        Assert.Equal(expected, VectorMath.Sum([.. Enumerable.Range(1, count).Select(i => (float)i)]));
}
