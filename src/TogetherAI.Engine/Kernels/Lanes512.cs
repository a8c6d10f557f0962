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
    public static Vector512<float> WidenHalves(Vector512<uint> half)
    {
        // Exponent and fraction move into place and are then scaled by 2^(127-15), which also rights the subnormals.
        Vector512<uint> magnitude = half & Vector512.Create(0x7FFFu);
        Vector512<float> scaled = Vector512.ShiftLeft(magnitude, 13).AsSingle() * Vector512.Create(5.192296858534828E+33f);
        Vector512<uint> notFinite = Vector512.GreaterThanOrEqual(magnitude, Vector512.Create(0x7C00u)) & Vector512.Create(0x7F800000u);
        return (scaled.AsUInt32() | notFinite | Vector512.ShiftLeft(half & Vector512.Create(0x8000u), 16)).AsSingle();
    }

    private static Vector512<uint> LoadWide(ushort* source) => Vector512.WidenLower(Vector256.Load(source).ToVector512Unsafe());
}
