using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TogetherAI.Engine.Kernels;

internal readonly unsafe struct Lanes128 : ILanes<Vector128<float>>
{
    public static int Count => Vector128<float>.Count;

    public static Vector128<float> Broadcast(float value) => Vector128.Create(value);

    public static Vector128<float> Load(float* source) => Vector128.Load(source);

    public static Vector128<float> LoadBFloat16(ushort* source) => Vector128.ShiftLeft(LoadWide(source), 16).AsSingle();

    public static Vector128<float> LoadFloat16(ushort* source) => WidenHalves(LoadWide(source));

    public static void Store(Vector128<float> value, float* destination) => value.Store(destination);

    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;

    public static Vector128<float> Multiply(Vector128<float> a, Vector128<float> b) => a * b;

    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) => Vector128.MultiplyAddEstimate(a, b, c);

    public static Vector128<float> Max(Vector128<float> a, Vector128<float> b) => Vector128.MaxNative(a, b);

    public static Vector128<float> ShiftLeft(Vector128<float> value, int bits) => Vector128.ShiftLeft(value.AsInt32(), bits).AsSingle();

    /// <summary>Halves are added until one is left.</summary>
    public static float Sum(Vector128<float> value)
    {
        Vector128<float> pair = value + Vector128.Shuffle(value, Vector128.Create(2, 3, 0, 1));
        return pair[0] + pair[1];
    }

    public static float Largest(Vector128<float> value)
    {
        Vector128<float> pair = Vector128.MaxNative(value, Vector128.Shuffle(value, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(pair[0], pair[1]);
    }

    /// <summary>Half-precision numbers in the lower halves of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WidenHalves(Vector128<uint> half)
    {
        // Exponent and fraction move into place and 112 is added to the exponent. A subnormal has no leading one and comes out as 2^-15 (1 + f)
        // for 2^-14 f: what it lacks to 2^-14 is taken off. No float is subnormal on the way, which some processors take long over.
        Vector128<int> magnitude = half.AsInt32() & Vector128.Create(0x7FFF);
        Vector128<float> biased = (Vector128.ShiftLeft(magnitude, 13) + Vector128.Create(112 << 23)).AsSingle();
        Vector128<float> exact = biased + Vector128.MinNative(biased - Vector128.Create(6.103515625E-5f), Vector128<float>.Zero);
        Vector128<int> notFinite = Vector128.GreaterThan(magnitude, Vector128.Create(0x7BFF)) & Vector128.Create(0x7F800000);
        return (exact.AsInt32() | notFinite | Vector128.ShiftLeft(half.AsInt32() & Vector128.Create(0x8000), 16)).AsSingle();
    }

    private static Vector128<uint> LoadWide(ushort* source) => Vector128.WidenLower(Vector64.Load(source).ToVector128Unsafe());
}
