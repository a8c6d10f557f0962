using System.Runtime.CompilerServices;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>How a format's weights stand in a tile: a register for the rows' values of a step of a chain, or of two steps.</summary>
internal unsafe interface IFloatPacking
{
    /// <summary>Bytes of a weight.</summary>
    static abstract int Bytes { get; }

    /// <summary>Steps that share a register.</summary>
    static abstract int Steps { get; }

    /// <summary>Whether a tile is no larger than its rows, so that it pays to keep it.</summary>
    static abstract bool IsDense { get; }

    /// <summary>Rearranges 16 bytes of a register of rows, as many chains as those have values.</summary>
    /// <param name="rows">Where each row begins.</param>
    /// <param name="offset">Where its chains' values are.</param>
    /// <param name="step">From there to those of the next step.</param>
    /// <param name="packed">Receives the first chain's register.</param>
    /// <param name="stride">From there to the next chain's.</param>
    static abstract void Pack<TTile, TVector>(byte** rows, nint offset, nint step, byte* packed, nint stride)
        where TTile : struct, ITile<TVector>
        where TVector : struct;

    /// <summary>The floats of the first step: the register itself, where it holds no other.</summary>
    static virtual TVector First<TTile, TVector>(TVector packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        packed;

    /// <summary>The floats of the second step, where there are two.</summary>
    static virtual TVector Second<TTile, TVector>(TVector packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        packed;
}

internal readonly unsafe struct Float32Packing : IFloatPacking
{
    public static int Bytes => Float32Format.Bytes;

    public static int Steps => 1;

    public static bool IsDense => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pack<TTile, TVector>(byte** rows, nint offset, nint step, byte* packed, nint stride)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        TTile.LoadTurned(rows, offset, out TVector a, out TVector b, out TVector c, out TVector d);
        TTile.Store(a, packed);
        TTile.Store(b, packed + stride);
        TTile.Store(c, packed + (2 * stride));
        TTile.Store(d, packed + (3 * stride));
    }
}

/// <summary>Two steps to a register, each the upper half of a float.</summary>
internal readonly unsafe struct BFloat16Packing : IFloatPacking
{
    private const int Upper = unchecked((int)0xFFFF0000);

    public static int Bytes => BFloat16Format.Bytes;

    public static int Steps => 2;

    public static bool IsDense => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pack<TTile, TVector>(byte** rows, nint offset, nint step, byte* packed, nint stride)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        TTile.LoadTurned(rows, offset, out TVector a, out TVector b, out TVector c, out TVector d);
        TTile.LoadTurned(rows, offset + step, out TVector e, out TVector f, out TVector g, out TVector h);
        Join<TTile, TVector>(a, e, packed, stride);
        Join<TTile, TVector>(b, f, packed + (2 * stride), stride);
        Join<TTile, TVector>(c, g, packed + (4 * stride), stride);
        Join<TTile, TVector>(d, h, packed + (6 * stride), stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector First<TTile, TVector>(TVector packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        TTile.ShiftLeft32(packed, 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Second<TTile, TVector>(TVector packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct =>
        TTile.And(packed, TTile.Broadcast(Upper));

    /// <summary>From two chains' values of a step to one chain's of two steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join<TTile, TVector>(TVector first, TVector second, byte* packed, nint stride)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        TVector upper = TTile.Broadcast(Upper);
        TTile.Store(TTile.Or(TTile.ShiftRight32(TTile.ShiftLeft32(first, 16), 16), TTile.ShiftLeft32(second, 16)), packed);
        TTile.Store(TTile.Or(TTile.ShiftRight32(first, 16), TTile.And(second, upper)), packed + stride);
    }
}

/// <summary>Widened: to do that at each product would cost more than the product.</summary>
internal readonly unsafe struct Float16Packing : IFloatPacking
{
    public static int Bytes => Float16Format.Bytes;

    public static int Steps => 1;

    public static bool IsDense => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pack<TTile, TVector>(byte** rows, nint offset, nint step, byte* packed, nint stride)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        TTile.LoadTurned(rows, offset, out TVector a, out TVector b, out TVector c, out TVector d);
        Split<TTile, TVector>(a, packed, stride);
        Split<TTile, TVector>(b, packed + (2 * stride), stride);
        Split<TTile, TVector>(c, packed + (4 * stride), stride);
        Split<TTile, TVector>(d, packed + (6 * stride), stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split<TTile, TVector>(TVector pairs, byte* packed, nint stride)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        TTile.Store(TTile.WidenHalves(TTile.And(pairs, TTile.Broadcast(0xFFFF))), packed);
        TTile.Store(TTile.WidenHalves(TTile.ShiftRight32(pairs, 16)), packed + stride);
    }
}
