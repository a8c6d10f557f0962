using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// Products of the formats with groups in their blocks. A packed block is 64 quads of bytes, a scale for each group (twice, for the two
/// sums of 16 bits in a lane), a factor for each pair of the inputs' sums, then the block's scale and what scales those factors.
/// </summary>
internal static unsafe class GroupTile
{
    public const int Quads = 256 / 4;

    /// <param name="packed">The blocks, as <see cref="ITileFormat.Multiply"/> has them.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="inputs">The panel.</param>
    /// <param name="results">Eight registers.</param>
    /// <param name="upcoming">What to ask memory for meanwhile.</param>
    /// <param name="packedVectors">Registers of a packed block.</param>
    /// <param name="groups">Groups of a block.</param>
    /// <param name="quadsPerSum">Quads whose products fit 16 bits together.</param>
    /// <param name="sumPairs">Pairs of input sums.</param>
    /// <param name="exactZero">Shift that scales the factors' products as integers; -1 where they are scaled as floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<TTile, TVector>(
        byte* packed, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming, int packedVectors, int groups, int quadsPerSum, int sumPairs, int exactZero)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        int bytes = TTile.Rows * sizeof(int), step = 2 * bytes, quadsPerGroup = Quads / groups;
        int* values = inputs.Values, sums = inputs.Sums;
        float* scales = inputs.Scales;
        TVector f00 = default, f01 = default, f02 = default, f03 = default, f10 = default, f11 = default, f12 = default, f13 = default;
        for (int block = 0; block < blocks; block++, packed += packedVectors * bytes, scales += 4)
        {
            TVector p00 = default, p01 = default, p02 = default, p03 = default, p10 = default, p11 = default, p12 = default, p13 = default;
            byte* weights = packed, groupScales = packed + (Quads * step);
            upcoming.Ask(block);
            for (int part = 0; part < Quads; part += quadsPerSum)
            {
                TVector a00 = default, a01 = default, a02 = default, a03 = default, a10 = default, a11 = default, a12 = default, a13 = default;
                for (int quad = 0; quad < quadsPerSum; quad++, weights += step, values += 4)
                {
                    TVector w0 = TTile.Load(weights), w1 = TTile.Load(weights + bytes);
                    TVector x = TTile.Broadcast(values[0]);
                    a00 = TTile.Add16(a00, TTile.MultiplyBytes(w0, x));
                    a10 = TTile.Add16(a10, TTile.MultiplyBytes(w1, x));
                    x = TTile.Broadcast(values[1]);
                    a01 = TTile.Add16(a01, TTile.MultiplyBytes(w0, x));
                    a11 = TTile.Add16(a11, TTile.MultiplyBytes(w1, x));
                    x = TTile.Broadcast(values[2]);
                    a02 = TTile.Add16(a02, TTile.MultiplyBytes(w0, x));
                    a12 = TTile.Add16(a12, TTile.MultiplyBytes(w1, x));
                    x = TTile.Broadcast(values[3]);
                    a03 = TTile.Add16(a03, TTile.MultiplyBytes(w0, x));
                    a13 = TTile.Add16(a13, TTile.MultiplyBytes(w1, x));
                }

                byte* scale = groupScales + (part / quadsPerGroup * step);
                TVector g0 = TTile.Load(scale), g1 = TTile.Load(scale + bytes);
                p00 = TTile.Add32(p00, TTile.MultiplyPairs(a00, g0));
                p10 = TTile.Add32(p10, TTile.MultiplyPairs(a10, g1));
                p01 = TTile.Add32(p01, TTile.MultiplyPairs(a01, g0));
                p11 = TTile.Add32(p11, TTile.MultiplyPairs(a11, g1));
                p02 = TTile.Add32(p02, TTile.MultiplyPairs(a02, g0));
                p12 = TTile.Add32(p12, TTile.MultiplyPairs(a12, g1));
                p03 = TTile.Add32(p03, TTile.MultiplyPairs(a03, g0));
                p13 = TTile.Add32(p13, TTile.MultiplyPairs(a13, g1));
            }

            // The same for the inputs' sums: with the groups' minima, or with their scales to make up for a zero that is not zero.
            byte* factors = groupScales + (groups * step);
            TVector m00 = default, m01 = default, m02 = default, m03 = default, m10 = default, m11 = default, m12 = default, m13 = default;
            for (int pair = 0; pair < sumPairs; pair++, factors += step, sums += 4)
            {
                TVector w0 = TTile.Load(factors), w1 = TTile.Load(factors + bytes);
                TVector x = TTile.Broadcast(sums[0]);
                m00 = TTile.Add32(m00, TTile.MultiplyPairs(w0, x));
                m10 = TTile.Add32(m10, TTile.MultiplyPairs(w1, x));
                x = TTile.Broadcast(sums[1]);
                m01 = TTile.Add32(m01, TTile.MultiplyPairs(w0, x));
                m11 = TTile.Add32(m11, TTile.MultiplyPairs(w1, x));
                x = TTile.Broadcast(sums[2]);
                m02 = TTile.Add32(m02, TTile.MultiplyPairs(w0, x));
                m12 = TTile.Add32(m12, TTile.MultiplyPairs(w1, x));
                x = TTile.Broadcast(sums[3]);
                m03 = TTile.Add32(m03, TTile.MultiplyPairs(w0, x));
                m13 = TTile.Add32(m13, TTile.MultiplyPairs(w1, x));
            }

            f00 = Add<TTile, TVector>(f00, p00, m00, factors, scales[0], exactZero);
            f10 = Add<TTile, TVector>(f10, p10, m10, factors + bytes, scales[0], exactZero);
            f01 = Add<TTile, TVector>(f01, p01, m01, factors, scales[1], exactZero);
            f11 = Add<TTile, TVector>(f11, p11, m11, factors + bytes, scales[1], exactZero);
            f02 = Add<TTile, TVector>(f02, p02, m02, factors, scales[2], exactZero);
            f12 = Add<TTile, TVector>(f12, p12, m12, factors + bytes, scales[2], exactZero);
            f03 = Add<TTile, TVector>(f03, p03, m03, factors, scales[3], exactZero);
            f13 = Add<TTile, TVector>(f13, p13, m13, factors + bytes, scales[3], exactZero);
        }

        TilePacking.Store<TTile, TVector>(results, f00, f10, f01, f11, f02, f12, f03, f13);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add<TTile, TVector>(TVector sum, TVector products, TVector corrections, byte* blockScales, float inputScale, int exactZero)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        TVector scale = TTile.BroadcastFloat(inputScale), weightScale = TTile.MultiplyFloat(TTile.Load(blockScales), scale);
        if (exactZero >= 0)
            return TTile.MultiplyAddFloat(weightScale, TTile.ToFloat(TTile.Subtract32(products, TTile.ShiftLeft32(corrections, exactZero))), sum);
        sum = TTile.MultiplyAddFloat(weightScale, TTile.ToFloat(products), sum);
        TVector minScale = TTile.MultiplyFloat(TTile.Load(blockScales + (2 * TTile.Rows * sizeof(int))), scale);
        return TTile.SubtractProductFloat(minScale, TTile.ToFloat(corrections), sum);
    }
}
