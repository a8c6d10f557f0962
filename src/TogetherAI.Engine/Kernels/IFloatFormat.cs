using System.Runtime.CompilerServices;

namespace TogetherAI.Engine.Kernels;

/// <summary>One way in which a file stores a number. Offsets count elements; the bytes may lie at any address.</summary>
internal unsafe interface IFloatFormat
{
    static abstract int Bytes { get; }

    static abstract float Load(byte* row, nint index);

    static abstract TVector Load<TLanes, TVector>(byte* row, nint index)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}

internal readonly unsafe struct Float32Format : IFloatFormat
{
    public static int Bytes => 4;

    public static float Load(byte* row, nint index) => Unsafe.ReadUnaligned<float>(row + (index * 4));

    public static TVector Load<TLanes, TVector>(byte* row, nint index)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Load((float*)(row + (index * 4)));
}

internal readonly unsafe struct Float16Format : IFloatFormat
{
    public static int Bytes => 2;

    public static float Load(byte* row, nint index) => (float)Unsafe.ReadUnaligned<Half>(row + (index * 2));

    public static TVector Load<TLanes, TVector>(byte* row, nint index)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.LoadFloat16((ushort*)(row + (index * 2)));
}

internal readonly unsafe struct BFloat16Format : IFloatFormat
{
    public static int Bytes => 2;

    /// <summary>To the nearest, ties to even; what is not a number stays one.</summary>
    public static ushort Round(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)((bits >> 16) | 0x40) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    public static float Load(byte* row, nint index) =>
        BitConverter.UInt32BitsToSingle((uint)Unsafe.ReadUnaligned<ushort>(row + (index * 2)) << 16);

    public static TVector Load<TLanes, TVector>(byte* row, nint index)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.LoadBFloat16((ushort*)(row + (index * 2)));
}
