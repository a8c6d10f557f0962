using System.Buffers.Binary;

namespace TogetherAI.Engine.Tests.Weights;

/// <summary>Damages a file in the ways that matter to a reader of binary headers.</summary>
internal static class Mutation
{
    private static readonly ulong[] s_telling =
        [0, 1, 2, 7, 8, 31, 32, 255, 256, 65535, 1 << 20, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, 1UL << 48, long.MaxValue, 1UL << 63, ulong.MaxValue, ulong.MaxValue - 31];

    /// <param name="whole">The file.</param>
    /// <param name="header">How many of its bytes are worth damaging.</param>
    /// <param name="random">Decides what happens.</param>
    public static byte[] Of(byte[] whole, int header, Random random)
    {
        byte[] damaged = [.. whole];
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int at = random.Next(Math.Min(header, damaged.Length - 8));
            switch (random.Next(10))
            {
                case 0 or 1 or 2: damaged[at] = (byte)random.Next(256); break;
                case 3: damaged[at] ^= (byte)(1 << random.Next(8)); break;
                case 4 or 5: BinaryPrimitives.WriteUInt64LittleEndian(damaged.AsSpan(at), s_telling[random.Next(s_telling.Length)]); break;
                case 6 or 7: BinaryPrimitives.WriteUInt32LittleEndian(damaged.AsSpan(at), (uint)s_telling[random.Next(s_telling.Length)]); break;
                case 8: damaged.AsSpan(random.Next(header), 8).CopyTo(damaged.AsSpan(at)); break;
                default:
                    int to = Math.Min(damaged.Length, at + random.Next(1, 40));
                    damaged = random.Next(3) switch
                    {
                        0 => [.. damaged[..at], .. damaged[to..]],
                        1 => [.. damaged[..to], .. damaged[at..]],
                        _ => damaged[..Math.Max(64, random.Next(damaged.Length))],
                    };
                    break;
            }

            if (damaged.Length <= header)
                break;
        }

        return damaged;
    }
}
