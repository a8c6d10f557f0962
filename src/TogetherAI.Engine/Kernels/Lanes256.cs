using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TogetherAI.Engine.Kernels;

internal readonly unsafe struct Lanes256 : ILanes<Vector256<float>>
{
    public static int Count => Vector256<float>.Count;

    public static Vector256<float> Broadcast(float value) => Vector256.Create(value);

    public static Vector256<float> Load(float* source) => Vector256.Load(source);

    public static Vector256<float> LoadBFloat16(ushort* source) => Vector256.ShiftLeft(LoadWide(source), 16).AsSingle();

    public static Vector256<float> LoadFloat16(ushort* source) => WidenHalves(LoadWide(source));

    public static void Store(Vector256<float> value, float* destination) => value.Store(destination);

    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b) => a * b;

    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.MultiplyAddEstimate(a, b, c);

    public static Vector256<float> Max(Vector256<float> a, Vector256<float> b) => Vector256.MaxNative(a, b);

    public static Vector256<float> ShiftLeft(Vector256<float> value, int bits) => Vector256.ShiftLeft(value.AsInt32(), bits).AsSingle();

    /// <summary>Halves are added until one is left.</summary>
    public static float Sum(Vector256<float> value) => Lanes128.Sum(value.GetLower() + value.GetUpper());

    public static float Largest(Vector256<float> value) => Lanes128.Largest(Vector128.MaxNative(value.GetLower(), value.GetUpper()));

    /// <summary>Half-precision numbers as floats.</summary>
    public static Vector256<float> Widen(Vector128<ushort> halves) => WidenHalves(Vector256.WidenLower(halves.ToVector256Unsafe()));

    /// <summary>Half-precision numbers in the lower halves of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WidenHalves(Vector256<uint> half)
    {
        // Exponent and fraction move into place and 112 is added to the exponent. A subnormal has no leading one and comes out as 2^-15 (1 + f)
        // for 2^-14 f: what it lacks to 2^-14 is taken off. No float is subnormal on the way, which some processors take long over.
        Vector256<int> magnitude = half.AsInt32() & Vector256.Create(0x7FFF);
        Vector256<float> biased = (Vector256.ShiftLeft(magnitude, 13) + Vector256.Create(112 << 23)).AsSingle();
        Vector256<float> exact = biased + Vector256.MinNative(biased - Vector256.Create(6.103515625E-5f), Vector256<float>.Zero);
        Vector256<int> notFinite = Vector256.GreaterThan(magnitude, Vector256.Create(0x7BFF)) & Vector256.Create(0x7F800000);
        return (exact.AsInt32() | notFinite | Vector256.ShiftLeft(half.AsInt32() & Vector256.Create(0x8000), 16)).AsSingle();
    }

    private static Vector256<uint> LoadWide(ushort* source) => Vector256.WidenLower(Vector128.Load(source).ToVector256Unsafe());
}
