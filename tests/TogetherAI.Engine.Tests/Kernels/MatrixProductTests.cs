using TogetherAI.Engine.Conversion.Encoders;
using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Tests.Kernels;

public unsafe class MatrixProductTests
{
    /// <summary>Shapes that fill no tile, and two formats that want the vectors in different forms.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(3, 1)]
    [InlineData(3, 9)]
    public void Matrices_of_the_same_vectors_give_together_what_each_gives_alone(int threads, int tokens)
    {
        const int Columns = 2048;
        (WeightFormat Format, int Rows)[] shapes = [(WeightFormat.Q8_0, 301), (WeightFormat.Q8_0, 7), (WeightFormat.Q4_K, 130), (WeightFormat.Q6_K, 65)];
        Random random = new(3);
        FloatBuffer x = new(tokens * Columns);
        for (int i = 0; i < x.Length; i++)
            x.Pointer[i] = random.NextSingle() - 0.5f;
        using WorkerPool pool = new(threads), alone = new(1);
        List<FloatBuffer> data = [], together = [], expected = [];
        List<WeightMatrix> matrices = [];
        foreach ((WeightFormat format, int rows) in shapes)
        {
            long rowBytes = WeightFormats.RowBytes(format, Columns);
            float[] values = [.. Enumerable.Range(0, rows * Columns).Select(_ => random.NextSingle() - 0.5f)];
            data.Add(new FloatBuffer((int)(rows * rowBytes / sizeof(float)) + 1));
            WeightEncoder.Encode(format, values, new Span<byte>(data[^1].Pointer, (int)(rows * rowBytes)));
            matrices.Add(WeightFormats.Create(format, (byte*)data[^1].Pointer, rows, Columns));
            together.Add(new FloatBuffer(rows * tokens));
            expected.Add(new FloatBuffer(rows * tokens));
            new MatrixProduct(alone).Run(matrices[^1], x.Pointer, tokens, expected[^1].Pointer);
        }

        new MatrixProduct(pool).Run(
            x.Pointer, tokens, (matrices[0], together[0]), (matrices[1], together[1]), (matrices[2], together[2]), (matrices[3], together[3]));
        for (int i = 0; i < matrices.Count; i++)
            Assert.Equal(expected[i].Slice(0, expected[i].Length).ToArray(), together[i].Slice(0, together[i].Length).ToArray());
        GC.KeepAlive(data);
        GC.KeepAlive(x);
    }
}
