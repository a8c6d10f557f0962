using System.Runtime.Intrinsics;
using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Tests.Kernels;

public unsafe class FloatKernelTests
{
    [Fact]
    public void Every_half_precision_number_widens_to_its_value_at_every_width()
    {
        ushort* source = stackalloc ushort[16];
        float* wide = stackalloc float[16];
        for (int first = 0; first < 65536; first += 16)
        {
            for (int i = 0; i < 16; i++)
                source[i] = (ushort)(first + i);
            for (int width = 4; width <= 16; width *= 2)
            {
                for (int at = 0; at < 16; at += width)
                {
                    if (width == 4)
                        Lanes128.Store(Lanes128.LoadFloat16(source + at), wide + at);
                    else if (width == 8)
                        Lanes256.Store(Lanes256.LoadFloat16(source + at), wide + at);
                    else
                        Lanes512.Store(Lanes512.LoadFloat16(source + at), wide + at);
                }

                for (int i = 0; i < 16; i++)
                {
                    float expected = (float)BitConverter.UInt16BitsToHalf(source[i]);
                    Assert.True(wide[i] == expected || (float.IsNaN(wide[i]) && float.IsNaN(expected)), $"{source[i]:X4} became {wide[i]}, not {expected}");
                    Assert.Equal(float.IsNegative(expected), float.IsNegative(wide[i]));
                }
            }
        }
    }

    [Fact]
    public void Products_of_any_length_at_any_address_are_exact_at_every_width()
    {
        Check<Lanes512, Vector512<float>>();
        Check<Lanes256, Vector256<float>>();
        Check<Lanes128, Vector128<float>>();
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 3, 16)]
    [InlineData(5, 4, 33)]
    [InlineData(67, 8, 70)]
    [InlineData(40, 2, 129)]
    public void A_batch_has_the_bits_of_its_tokens_alone_at_every_width(int rows, int tokens, int columns)
    {
        CheckBatch<Lanes512, Vector512<float>>(rows, tokens, columns);
        CheckBatch<Lanes256, Vector256<float>>(rows, tokens, columns);
        CheckBatch<Lanes128, Vector128<float>>(rows, tokens, columns);
    }

    private static void Check<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // Small integers: every format holds them and every partial sum exactly, so the order of summation cannot show.
        byte* memory = stackalloc byte[1024];
        float* x = stackalloc float[160];
        for (int i = 0; i < 160; i++)
            x[i] = (i % 5) - 2;
        for (int length = 0; length < 160; length++)
        {
            double expected = 0;
            for (int i = 0; i < length; i++)
                expected += ((i % 7) - 3) * x[i];
            byte* odd = memory + 1 + (length % 3);
            for (int i = 0; i < length; i++)
                BitConverter.TryWriteBytes(new Span<byte>(odd + (i * 4), 4), (i % 7) - 3f);
            Assert.Equal(expected, FloatKernel<TLanes, TVector, Float32Format>.Dot(odd, x, length));
            for (int i = 0; i < length; i++)
                BitConverter.TryWriteBytes(new Span<byte>(odd + (i * 2), 2), (Half)((i % 7) - 3f));
            Assert.Equal(expected, FloatKernel<TLanes, TVector, Float16Format>.Dot(odd, x, length));
            for (int i = 0; i < length; i++)
                BitConverter.TryWriteBytes(new Span<byte>(odd + (i * 2), 2), (ushort)(BitConverter.SingleToUInt32Bits((i % 7) - 3f) >> 16));
            Assert.Equal(expected, FloatKernel<TLanes, TVector, BFloat16Format>.Dot(odd, x, length));
        }
    }

    private static void CheckBatch<TLanes, TVector>(int rows, int tokens, int columns)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        Random random = new(3);
        float[] matrix = new float[rows * columns], x = new float[tokens * columns], batch = new float[tokens * rows], alone = new float[tokens * rows];
        foreach (float[] values in new[] { matrix, x })
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = random.NextSingle() - 0.5f;
        }

        fixed (float* m = matrix, from = x, together = batch, single = alone)
        {
            FloatKernel<TLanes, TVector, Float32Format>.Multiply((byte*)m, columns, from, tokens, together, rows, 0, rows);
            for (int token = 0; token < tokens; token++)
            {
                for (int row = 0; row < rows; row++)
                    FloatKernel<TLanes, TVector, Float32Format>.Multiply((byte*)m, columns, from + (token * columns), 1, single + (token * rows), rows, row, row + 1);
            }

            for (int i = 0; i < batch.Length; i++)
            {
                double expected = 0;
                for (int column = 0; column < columns; column++)
                    expected += (double)matrix[(i % rows * columns) + column] * x[(i / rows * columns) + column];
                Assert.Equal(expected, batch[i], tolerance: 1e-4);
            }
        }

        Assert.Equal(alone, batch);
    }
}
