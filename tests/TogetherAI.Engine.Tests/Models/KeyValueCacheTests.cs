using TogetherAI.Engine.Generation;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Tests.Models;

public unsafe class KeyValueCacheTests
{
    /// <summary>Heads that are no whole number of what is converted at once, across the end of a block.</summary>
    [Theory]
    [InlineData(KeyValueFormat.Float32)]
    [InlineData(KeyValueFormat.Float16)]
    public void What_was_written_is_read_as_the_format_keeps_it(KeyValueFormat format)
    {
        const int Size = 40, Heads = 2, Layers = 2, Positions = KeyValueBlockPool.Positions + 3;
        ModelSpec spec = TaiTiny.Model.Spec with { HeadSize = Size, KeyValueHeadCount = Heads, LayerCount = Layers };
        using KeyValueBlockPool pool = new(spec, format);
        using KeyValueCache cache = new(pool);
        Assert.True(cache.TryReserve(Positions));
        for (int position = 0; position < Positions; position++)
        {
            for (int layer = 0; layer < Layers; layer++)
                cache.Write(layer, position, Row(layer, position, 0), Row(layer, position, 1));
        }

        FloatBuffer scratch = new(2 * KeyValueBlockPool.Positions * Size);
        for (int position = 0; position < Positions; position++)
        {
            (int block, int row) = Math.DivRem(position, KeyValueBlockPool.Positions);
            for (int at = 0; at < Layers * Heads * Size; at++)
            {
                int layer = at / (Heads * Size), head = at / Size % Heads, i = at % Size;
                cache.Read(layer, head, block, row + 1, scratch.Pointer, out float* keys, out float* values);
                Assert.Equal(Kept(Row(layer, position, 0)[(head * Size) + i]), keys[(i * KeyValueBlockPool.Positions) + row]);
                Assert.Equal(Kept(Row(layer, position, 1)[(head * Size) + i]), values[(row * Size) + i]);
            }
        }

        float Kept(float value) => format == KeyValueFormat.Float32 ? value : (float)(Half)value;
        static float[] Row(int layer, int position, int kind) =>
            [.. Enumerable.Range(0, Heads * Size).Select(i => MathF.Sin((layer * 1e5f) + (position * 1e3f) + (kind * 500) + i))];
    }
}
