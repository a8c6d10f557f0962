using System.Runtime.CompilerServices;

namespace TogetherAI.Engine.Kernels.Tiles;

/// <summary>Rearranges 16 bytes of each row of a register: a register of floats for each value, <c>stride</c> bytes apart.</summary>
internal unsafe interface IFloatPacking
{
    /// <summary>Bytes of a value.</summary>
    static abstract int Bytes { get; }

    static abstract void Pack<TTile, TVector>(byte** rows, nint offset, byte* packed, nint stride)
        where TTile : struct, ITile<TVector>
        where TVector : struct;
}

internal readonly unsafe struct Float32Packing : IFloatPacking
{
    public static int Bytes => Float32Format.Bytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pack<TTile, TVector>(byte** rows, nint offset, byte* packed, nint stride)
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

internal readonly unsafe struct BFloat16Packing : IFloatPacking
{
    public static int Bytes => BFloat16Format.Bytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pack<TTile, TVector>(byte** rows, nint offset, byte* packed, nint stride)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        TTile.LoadTurned(rows, offset, out TVector a, out TVector b, out TVector c, out TVector d);
        Split<TTile, TVector>(a, packed, stride);
        Split<TTile, TVector>(b, packed + (2 * stride), stride);
        Split<TTile, TVector>(c, packed + (4 * stride), stride);
        Split<TTile, TVector>(d, packed + (6 * stride), stride);
    }

    /// <summary>Two values a lane, each the upper half of a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split<TTile, TVector>(TVector pairs, byte* packed, nint stride)
        where TTile : struct, ITile<TVector>
        where TVector : struct
    {
        TTile.Store(TTile.ShiftLeft32(pairs, 16), packed);
        TTile.Store(TTile.And(pairs, TTile.Broadcast(unchecked((int)0xFFFF0000))), packed + stride);
    }
}

internal readonly unsafe struct Float16Packing : IFloatPacking
{
    public static int Bytes => Float16Format.Bytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pack<TTile, TVector>(byte** rows, nint offset, byte* packed, nint stride)
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
