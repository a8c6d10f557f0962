namespace TogetherAI.Engine.Sampling;

/// <summary>
/// Philox 4x32-10, a counter-based generator (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): a block cipher of a
/// counter. The number at a position can be had without those before it, so a draw depends on the seed and the position and on
/// nothing that happens elsewhere.
/// </summary>
internal static class Philox
{
    private const int Rounds = 10;

    public static (uint X0, uint X1, uint X2, uint X3) Block(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong first = (ulong)c0 * 0xD2511F53u, second = (ulong)c2 * 0xCD9E8D57u;
            (c0, c1, c2, c3) = ((uint)(second >> 32) ^ c1 ^ k0, (uint)second, (uint)(first >> 32) ^ c3 ^ k1, (uint)first);
            k0 += 0x9E3779B9u;
            k1 += 0xBB67AE85u;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>A number from 0 up to 1, in steps of 2^-53.</summary>
    public static double Uniform(ulong seed, ulong position)
    {
        (uint x0, uint x1, _, _) = Block((uint)position, (uint)(position >> 32), 0, 0, (uint)seed, (uint)(seed >> 32));
        return ((((ulong)x1 << 32) | x0) >> 11) * (1.0 / (1ul << 53));
    }
}
