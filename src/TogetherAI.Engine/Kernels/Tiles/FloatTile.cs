using System.Runtime.CompilerServices;
using TogetherAI.Engine.Kernels.Emitted;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>
/// Float rows. A lane is a row, and a row's value <c>k</c> goes to chain <c>k mod Chains</c>: the order in which
/// <see cref="FloatKernel{TLanes, TVector, TFormat}.Dot"/> sums along the row with its two registers. So a token's result has the same bits
/// either way. The chains follow one another, each with all its steps of both registers of rows.
/// </summary>
/// <typeparam name="TPacking">How a format's weights stand in a tile.</typeparam>
/// <typeparam name="TShape">The tile that the members without one are for.</typeparam>
/// <typeparam name="TShapeVector">Its register.</typeparam>
internal readonly unsafe struct FloatTile<TPacking, TShape, TShapeVector> : ITileFormat
    where TPacking : struct, IFloatPacking
    where TShape : struct, ITile<TShapeVector>
    where TShapeVector : struct
{
    /// <summary>The lanes of a row's two accumulators.</summary>
    public static int Chains => 2 * TShape.Rows;

    public static int Values => Chains * TPacking.Steps;

    public static InputForm Inputs => new(0, Panel.Floats, Chains);

    public static int PackedVectors => 2 * Chains;

    /// <summary>A block more of each chain, so that chains do not begin at the same places of the first cache.</summary>
    public static int PaddingVectors => 2 * Chains;

    public static int ResultRegisters => 16 * Chains;

    public static bool TakesEight => TShape.Rows == Tile512.Rows && FloatKernels.AreAvailable;

    public static int Asks(int blocks) => blocks * Chains;

    public static bool TakesOne => TPacking.IsDense;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<TTile, TVector>(byte** rows, int block, int blocks, byte* tile)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        // Rows often lie a power of two apart, and then all in the same few places of the first cache: each block is fetched whole, and once.
        int register = TTile.Rows * sizeof(float), chainsTogether = 16 / TPacking.Bytes;
        nint blockBytes = Values * TPacking.Bytes, chainBytes = ChainBytes<TTile, TVector>(blocks);
        byte* stack = stackalloc byte[(2 * TTile.Rows * (int)blockBytes) + Upcoming.Line];
        byte* near = (byte*)(((nuint)stack + (Upcoming.Line - 1)) & ~(nuint)(Upcoming.Line - 1));
        byte** nearRows = stackalloc byte*[2 * TTile.Rows];
        for (int row = 0; row < 2 * TTile.Rows; row++)
        {
            nearRows[row] = near + (row * blockBytes);
            for (nint at = 0; at < blockBytes; at += register)
                TTile.Store(TTile.Load(rows[row] + (block * blockBytes) + at), nearRows[row] + at);
        }

        tile += block * 2 * register;
        for (int chain = 0; chain < Chains; chain += chainsTogether, tile += chainsTogether * chainBytes)
        {
            TPacking.Pack<TTile, TVector>(nearRows, chain * TPacking.Bytes, Chains * TPacking.Bytes, tile, chainBytes);
            TPacking.Pack<TTile, TVector>(nearRows + TTile.Rows, chain * TPacking.Bytes, Chains * TPacking.Bytes, tile + register, chainBytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TTile, TVector>(byte* tile, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        int register = TTile.Rows * sizeof(float), ask = 0;
        float* values = (float*)inputs.Values;
        byte* to = results;
        for (int chain = 0; chain < Chains; chain++, to += 8 * register)
        {
            TVector f00 = default, f01 = default, f02 = default, f03 = default, f10 = default, f11 = default, f12 = default, f13 = default;
            byte* packed = tile + (chain * ChainBytes<TTile, TVector>(blocks));
            for (int block = 0; block < blocks; block++, packed += 2 * register)
            {
                upcoming.Ask(ask++);
                TVector packed0 = TTile.Load(packed), packed1 = TTile.Load(packed + register);
                TVector w0 = TPacking.First<TTile, TVector>(packed0), w1 = TPacking.First<TTile, TVector>(packed1), x = TTile.BroadcastFloat(values[0]);
                f00 = TTile.MultiplyAddFloat(w0, x, f00);
                f10 = TTile.MultiplyAddFloat(w1, x, f10);
                x = TTile.BroadcastFloat(values[1]);
                f01 = TTile.MultiplyAddFloat(w0, x, f01);
                f11 = TTile.MultiplyAddFloat(w1, x, f11);
                x = TTile.BroadcastFloat(values[2]);
                f02 = TTile.MultiplyAddFloat(w0, x, f02);
                f12 = TTile.MultiplyAddFloat(w1, x, f12);
                x = TTile.BroadcastFloat(values[3]);
                f03 = TTile.MultiplyAddFloat(w0, x, f03);
                f13 = TTile.MultiplyAddFloat(w1, x, f13);
                values += InputForm.Four;
                if (TPacking.Steps == 1)
                    continue;
                (w0, w1, x) = (TPacking.Second<TTile, TVector>(packed0), TPacking.Second<TTile, TVector>(packed1), TTile.BroadcastFloat(values[0]));
                f00 = TTile.MultiplyAddFloat(w0, x, f00);
                f10 = TTile.MultiplyAddFloat(w1, x, f10);
                x = TTile.BroadcastFloat(values[1]);
                f01 = TTile.MultiplyAddFloat(w0, x, f01);
                f11 = TTile.MultiplyAddFloat(w1, x, f11);
                x = TTile.BroadcastFloat(values[2]);
                f02 = TTile.MultiplyAddFloat(w0, x, f02);
                f12 = TTile.MultiplyAddFloat(w1, x, f12);
                x = TTile.BroadcastFloat(values[3]);
                f03 = TTile.MultiplyAddFloat(w0, x, f03);
                f13 = TTile.MultiplyAddFloat(w1, x, f13);
                values += InputForm.Four;
            }

            TilePacking.Store<TTile, TVector>(to, f00, f10, f01, f11, f02, f12, f03, f13);
        }

        TileStore.Fold<TTile, TVector>(results, Chains);
    }

    public static void MultiplyEight<TTile, TVector>(byte* tile, int blocks, PanelPointers inputs, PanelPointers others, byte* results, Upcoming upcoming)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        FloatKernels.MultiplyEight(TPacking.Steps == 2, tile, blocks, inputs, others, results, upcoming);
        TileStore.Fold<TTile, TVector>(results, Chains, registers: 16);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyOne<TTile, TVector>(byte* tile, int blocks, PanelPointers inputs, byte* results)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        int register = TTile.Rows * sizeof(float);
        float* values = (float*)inputs.Values;
        byte* sums = stackalloc byte[Chains * 2 * register];
        for (int chain = 0; chain < Chains; chain++)
        {
            TVector f0 = default, f1 = default;
            byte* packed = tile + (chain * ChainBytes<TTile, TVector>(blocks));
            for (int block = 0; block < blocks; block++, packed += 2 * register)
            {
                TVector packed0 = TTile.Load(packed), packed1 = TTile.Load(packed + register), x = TTile.BroadcastFloat(*values++);
                f0 = TTile.MultiplyAddFloat(TPacking.First<TTile, TVector>(packed0), x, f0);
                f1 = TTile.MultiplyAddFloat(TPacking.First<TTile, TVector>(packed1), x, f1);
                if (TPacking.Steps == 1)
                    continue;
                x = TTile.BroadcastFloat(*values++);
                f0 = TTile.MultiplyAddFloat(TPacking.Second<TTile, TVector>(packed0), x, f0);
                f1 = TTile.MultiplyAddFloat(TPacking.Second<TTile, TVector>(packed1), x, f1);
            }

            TTile.Store(f0, sums + (chain * 2 * register));
            TTile.Store(f1, sums + (((chain * 2) + 1) * register));
        }

        TileStore.Fold<TTile, TVector>(sums, Chains, registers: 2);
        TTile.Store(TTile.Load(sums), results);
        TTile.Store(TTile.Load(sums + register), results + register);
    }

    /// <summary>A chain of both registers of rows, and a block more.</summary>
    private static nint ChainBytes<TTile, TVector>(int blocks)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        (nint)(blocks + 1) * 2 * TTile.Rows * sizeof(float);
}
