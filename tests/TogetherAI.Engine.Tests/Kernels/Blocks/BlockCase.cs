using TogetherAI.Engine.Conversion.Encoders;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Tests.Kernels.Blocks;

/// <summary>A matrix of random blocks, every bit pattern among them but scales that are no number, at an odd address; and random inputs.</summary>
internal sealed unsafe class BlockCase : IDisposable
{
    private readonly FloatBuffer _data, _x;
    private readonly int _tokens;

    public BlockCase(WeightFormat format, int rows, int columns, int tokens, int seed, InstructionSet? set = null, TileMemory? tiles = null)
    {
        Random random = new(seed);
        long bytes = rows * WeightFormats.RowBytes(format, columns);
        _data = new FloatBuffer((int)(bytes / 4) + 2);
        byte* at = (byte*)_data.Pointer + 1;
        random.NextBytes(new Span<byte>(at, (int)bytes));
        if (WeightFormats.ValuesPerBlock(format) == 1)
        {
            float[] values = [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle() - 0.5f)];
            WeightEncoder.Encode(format, values, new Span<byte>(at, (int)bytes));
        }

        for (long block = 0; block < bytes; block += WeightFormats.BytesPerBlock(format))
        {
            foreach (int offset in ScaleOffsets(format))
                *(Half*)(at + block + offset) = (Half)(random.NextSingle() - 0.5f);
        }

        Matrix = WeightFormats.Create(format, at, rows, columns, set ?? InstructionSets.Best, tiles);
        _x = new FloatBuffer(tokens * columns);
        for (int i = 0; i < _x.Length; i++)
            _x.Pointer[i] = (random.NextSingle() - 0.5f) * (1 + (i / 100 % 7));
        _tokens = tokens;
    }

    public WeightMatrix Matrix { get; }

    public Span<float> Inputs => _x.Slice(0, _x.Length);

    public float[] Run(int threads)
    {
        using WorkerPool pool = new(threads);
        FloatBuffer y = new(Matrix.Rows * _tokens);
        new MatrixProduct(pool).Run(Matrix, _x.Pointer, _tokens, y.Pointer);
        return y.Slice(0, y.Length).ToArray();
    }

    /// <summary>Some rows with some of the tokens, on this thread: <c>[count, end - first]</c>.</summary>
    public float[] RunRows(int token, int count, int first, int end)
    {
        ProductInputs inputs = new();
        inputs.Set(_x.Pointer + (token * Matrix.Columns), count, Matrix.Columns, Matrix.Inputs(count));
        inputs.Run(0, inputs.Groups);
        FloatBuffer y = new(Matrix.Rows * count);
        Matrix.Multiply(inputs, y.Pointer, first, end);
        GC.KeepAlive(inputs);
        return [.. Enumerable.Range(0, count).SelectMany(i => y.Slice((i * Matrix.Rows) + first, end - first).ToArray())];
    }

    public void Dispose()
    {
        GC.KeepAlive(_data);
        GC.KeepAlive(_x);
    }

    private static int[] ScaleOffsets(WeightFormat format) => format switch
    {
        WeightFormat.Q8_0 or WeightFormat.Q4_0 => [0],
        WeightFormat.Q6_K => [208],
        WeightFormat.Q4_K or WeightFormat.Q5_K => [0, 2],
        _ => [],
    };
}
