using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TogetherAI.Engine.Kernels.Tiles;

internal readonly unsafe struct Tile512 : ITile<Vector512<int>>
{
    public static int Rows => Vector512<int>.Count;

    public static Vector512<int> Load(void* source) => Vector512.Load((int*)source);

    public static void Store(Vector512<int> value, void* destination) => value.Store((int*)destination);

    public static Vector512<int> Broadcast(int value) => Vector512.Create(value);

    public static Vector512<int> BroadcastFloat(float value) => Vector512.Create(value).AsInt32();

    public static Vector512<int> And(Vector512<int> a, Vector512<int> b) => a & b;

    public static Vector512<int> Or(Vector512<int> a, Vector512<int> b) => a | b;

    public static Vector512<int> ShiftLeft16(Vector512<int> a, int count) => Vector512.ShiftLeft(a.AsInt16(), count).AsInt32();

    public static Vector512<int> ShiftRight16(Vector512<int> a, int count) => Vector512.ShiftRightLogical(a.AsInt16(), count).AsInt32();

    public static Vector512<int> ShiftRightSigned16(Vector512<int> a, int count) => Vector512.ShiftRightArithmetic(a.AsInt16(), count).AsInt32();

    public static Vector512<int> ShiftLeft32(Vector512<int> a, int count) => Vector512.ShiftLeft(a, count);

    public static Vector512<int> ShiftRight32(Vector512<int> a, int count) => Vector512.ShiftRightLogical(a, count);

    public static Vector512<int> Add16(Vector512<int> a, Vector512<int> b) => (a.AsInt16() + b.AsInt16()).AsInt32();

    public static Vector512<int> Add32(Vector512<int> a, Vector512<int> b) => a + b;

    public static Vector512<int> Subtract32(Vector512<int> a, Vector512<int> b) => a - b;

    public static Vector512<int> MultiplyPairs(Vector512<int> a, Vector512<int> b) => Avx512BW.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16());

    public static Vector512<int> MultiplyBytes(Vector512<int> unsigned, Vector512<int> signed) =>
        Avx512BW.MultiplyAddAdjacent(unsigned.AsByte(), signed.AsSByte()).AsInt32();

    public static Vector512<int> ToFloat(Vector512<int> a) => Vector512.ConvertToSingle(a).AsInt32();

    public static Vector512<int> AddFloat(Vector512<int> a, Vector512<int> b) => (a.AsSingle() + b.AsSingle()).AsInt32();

    public static Vector512<int> MultiplyFloat(Vector512<int> a, Vector512<int> b) => (a.AsSingle() * b.AsSingle()).AsInt32();

    public static Vector512<int> MultiplyAddFloat(Vector512<int> a, Vector512<int> b, Vector512<int> c) =>
        Avx512F.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).AsInt32();

    public static Vector512<int> SubtractProductFloat(Vector512<int> a, Vector512<int> b, Vector512<int> c) =>
        Avx512F.FusedMultiplyAddNegated(a.AsSingle(), b.AsSingle(), c.AsSingle()).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadHalves(byte** rows, nint offset)
    {
        Vector256<ushort> halves = Vector256.Create(Tile256.EightHalves(rows, offset), Tile256.EightHalves(rows + 8, offset));
        return Lanes512.WidenHalves(Vector512.WidenLower(halves.ToVector512Unsafe())).AsInt32();
    }

    public static Vector512<int> WidenHalves(Vector512<int> halves) => Lanes512.WidenHalves(halves.AsUInt32()).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTurned(byte** rows, nint offset, out Vector512<int> first, out Vector512<int> second, out Vector512<int> third, out Vector512<int> fourth)
    {
        Vector512<int> a = Quarter(rows, offset, 0), b = Quarter(rows, offset, 1), c = Quarter(rows, offset, 2), d = Quarter(rows, offset, 3);
        Vector512<int> ab = Avx512F.UnpackLow(a, b), cd = Avx512F.UnpackLow(c, d);
        first = Avx512F.UnpackLow(ab.AsInt64(), cd.AsInt64()).AsInt32();
        second = Avx512F.UnpackHigh(ab.AsInt64(), cd.AsInt64()).AsInt32();
        (ab, cd) = (Avx512F.UnpackHigh(a, b), Avx512F.UnpackHigh(c, d));
        third = Avx512F.UnpackLow(ab.AsInt64(), cd.AsInt64()).AsInt32();
        fourth = Avx512F.UnpackHigh(ab.AsInt64(), cd.AsInt64()).AsInt32();
    }

    /// <summary>Rows that stand at the same place within the four quarters of a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Quarter(byte** rows, nint offset, int at) => Vector512.Create(
        Vector256.Create(Vector128.Load((int*)(rows[at] + offset)), Vector128.Load((int*)(rows[at + 4] + offset))),
        Vector256.Create(Vector128.Load((int*)(rows[at + 8] + offset)), Vector128.Load((int*)(rows[at + 12] + offset))));
}
