using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TogetherAI.Engine.Kernels.Tiles;

internal readonly unsafe struct Tile256 : ITile<Vector256<int>>
{
    public static int Rows => Vector256<int>.Count;

    public static Vector256<int> Load(void* source) => Vector256.Load((int*)source);

    public static void Store(Vector256<int> value, void* destination) => value.Store((int*)destination);

    public static Vector256<int> Broadcast(int value) => Vector256.Create(value);

    public static Vector256<int> BroadcastFloat(float value) => Vector256.Create(value).AsInt32();

    public static Vector256<int> And(Vector256<int> a, Vector256<int> b) => a & b;

    public static Vector256<int> Or(Vector256<int> a, Vector256<int> b) => a | b;

    public static Vector256<int> ShiftLeft16(Vector256<int> a, int count) => Vector256.ShiftLeft(a.AsInt16(), count).AsInt32();

    public static Vector256<int> ShiftRight16(Vector256<int> a, int count) => Vector256.ShiftRightLogical(a.AsInt16(), count).AsInt32();

    public static Vector256<int> ShiftRightSigned16(Vector256<int> a, int count) => Vector256.ShiftRightArithmetic(a.AsInt16(), count).AsInt32();

    public static Vector256<int> ShiftLeft32(Vector256<int> a, int count) => Vector256.ShiftLeft(a, count);

    public static Vector256<int> ShiftRight32(Vector256<int> a, int count) => Vector256.ShiftRightLogical(a, count);

    public static Vector256<int> Add16(Vector256<int> a, Vector256<int> b) => (a.AsInt16() + b.AsInt16()).AsInt32();

    public static Vector256<int> Add32(Vector256<int> a, Vector256<int> b) => a + b;

    public static Vector256<int> Subtract32(Vector256<int> a, Vector256<int> b) => a - b;

    public static Vector256<int> MultiplyPairs(Vector256<int> a, Vector256<int> b) => Avx2.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16());

    public static Vector256<int> MultiplyBytes(Vector256<int> unsigned, Vector256<int> signed) =>
        Avx2.MultiplyAddAdjacent(unsigned.AsByte(), signed.AsSByte()).AsInt32();

    public static Vector256<int> ToFloat(Vector256<int> a) => Vector256.ConvertToSingle(a).AsInt32();

    public static Vector256<int> AddFloat(Vector256<int> a, Vector256<int> b) => (a.AsSingle() + b.AsSingle()).AsInt32();

    public static Vector256<int> MultiplyFloat(Vector256<int> a, Vector256<int> b) => (a.AsSingle() * b.AsSingle()).AsInt32();

    public static Vector256<int> MultiplyAddFloat(Vector256<int> a, Vector256<int> b, Vector256<int> c) =>
        Fma.MultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).AsInt32();

    public static Vector256<int> SubtractProductFloat(Vector256<int> a, Vector256<int> b, Vector256<int> c) =>
        Fma.MultiplyAddNegated(a.AsSingle(), b.AsSingle(), c.AsSingle()).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadHalves(byte** rows, nint offset) => Lanes256.Widen(EightHalves(rows, offset)).AsInt32();

    /// <summary>By inserting into a register: what is written piece by piece to memory and read whole waits for all of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ushort> EightHalves(byte** rows, nint offset)
    {
        return Vector128.Create(One(0), One(1), One(2), One(3), One(4), One(5), One(6), One(7));

        ushort One(int row) => Unsafe.ReadUnaligned<ushort>(rows[row] + offset);
    }

    public static Vector256<int> WidenHalves(Vector256<int> halves) => Lanes256.WidenHalves(halves.AsUInt32()).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadTurned(byte** rows, nint offset, out Vector256<int> first, out Vector256<int> second, out Vector256<int> third, out Vector256<int> fourth)
    {
        Vector256<int> a = Half(rows, offset, 0), b = Half(rows, offset, 1), c = Half(rows, offset, 2), d = Half(rows, offset, 3);
        Vector256<int> ab = Avx2.UnpackLow(a, b), cd = Avx2.UnpackLow(c, d);
        first = Avx2.UnpackLow(ab.AsInt64(), cd.AsInt64()).AsInt32();
        second = Avx2.UnpackHigh(ab.AsInt64(), cd.AsInt64()).AsInt32();
        (ab, cd) = (Avx2.UnpackHigh(a, b), Avx2.UnpackHigh(c, d));
        third = Avx2.UnpackLow(ab.AsInt64(), cd.AsInt64()).AsInt32();
        fourth = Avx2.UnpackHigh(ab.AsInt64(), cd.AsInt64()).AsInt32();
    }

    /// <summary>Rows that stand at the same place within the two halves of a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Half(byte** rows, nint offset, int at) =>
        Vector256.Create(Vector128.Load((int*)(rows[at] + offset)), Vector128.Load((int*)(rows[at + 4] + offset)));
}
