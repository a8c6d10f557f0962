using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Conversion.Encoders;

/// <summary>Writes <see cref="Q4_0"/>.</summary>
internal static unsafe class Q4_0Encoder
{
    public static void Encode(ReadOnlySpan<float> values, byte* block)
    {
        Unsafe.WriteUnaligned(block, (Half)LevelFit.Scale(values, Q4_0.Zero));
        float scale = Float16Format.Load(block, 0);
        for (int i = 0; i < Q4_0.Values / 2; i++)
            block[2 + i] = (byte)(Nibble(values[i]) | (Nibble(values[i + (Q4_0.Values / 2)]) << 4));

        int Nibble(float value) => LevelFit.Level(value, Q4_0.Zero, scale) + Q4_0.Zero;
    }
}
