using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TogetherAI.Engine.Kernels;

internal readonly unsafe struct Lanes512 : ILanes<Vector512<float>>
{
    public static int Count => Vector512<float>.Count;

    public static Vector512<float> Broadcast(float value) => Vector512.Create(value);

    public static Vector512<float> Load(float* source) => Vector512.Load(source);

    public static Vector512<float> LoadBFloat16(ushort* source) => Vector512.ShiftLeft(LoadWide(source), 16).AsSingle();

    public static Vector512<float> LoadFloat16(ushort* source) => WidenHalves(LoadWide(source));

    public static void Store(Vector512<float> value, float* destination) => value.Store(destination);

    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) => a * b;

    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.MultiplyAddEstimate(a, b, c);

    public static Vector512<float> Max(Vector512<float> a, Vector512<float> b) => Vector512.MaxNative(a, b);

    public static Vector512<float> ShiftLeft(Vector512<float> value, int bits) => Vector512.ShiftLeft(value.AsInt32(), bits).AsSingle();

    /// <summary>Halves are added until one is left.</summary>
    public static float Sum(Vector512<float> value) => Lanes256.Sum(value.GetLower() + value.GetUpper());

    public static float Largest(Vector512<float> value) => Lanes256.Largest(Vector256.MaxNative(value.GetLower(), value.GetUpper()));

    /// <summary>Half-precision numbers in the lower halves of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> WidenHalves(Vector512<uint> half)
    {
        // Exponent and fraction move into place and 112 is added to the exponent. A subnormal has no leading one and comes out as 2^-15 (1 + f)
        // for 2^-14 f: what it lacks to 2^-14 is taken off. No float is subnormal on the way, which some processors take long over.
        Vector512<int> magnitude = half.AsInt32() & Vector512.Create(0x7FFF);
        Vector512<float> biased = (Vector512.ShiftLeft(magnitude, 13) + Vector512.Create(112 << 23)).AsSingle();
        Vector512<float> exact = biased + Vector512.MinNative(biased - Vector512.Create(6.103515625E-5f), Vector512<float>.Zero);
        Vector512<int> notFinite = Vector512.GreaterThan(magnitude, Vector512.Create(0x7BFF)) & Vector512.Create(0x7F800000);
        return (exact.AsInt32() | notFinite | Vector512.ShiftLeft(half.AsInt32() & Vector512.Create(0x8000), 16)).AsSingle();
    }

    private static Vector512<uint> LoadWide(ushort* source) => Vector512.WidenLower(Vector256.Load(source).ToVector512Unsafe());
}
