using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Tests.Kernels;

public unsafe class HalvesTests
{
    [Theory]
    [InlineData(65536)]
    [InlineData(65)]
    [InlineData(63)]
    [InlineData(0)]
    public void Every_half_is_the_float_that_it_is(int count)
    {
        Half[] halves = [.. Enumerable.Range(0, count).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits))];
        float[] floats = new float[count + 1];
        fixed (Half* from = halves)
        fixed (float* to = floats)
            Halves.ToSingle(from, to, count);
        for (int i = 0; i < count; i++)
            Assert.True(floats[i].Equals((float)halves[i]), $"{i:X4} became {floats[i]}.");
        Assert.Equal(0, floats[count]);
    }
}
