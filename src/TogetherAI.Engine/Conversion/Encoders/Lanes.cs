using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TogetherAI.Engine.Conversion.Encoders;

internal static class Lanes
{
    /// <summary>Eight values from a place on, which must be there.</summary>
    public static Vector256<float> At(ReadOnlySpan<float> values, int first) => Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)first);

    /// <summary>The sum of a vector's lanes in an order that no processor chooses.</summary>
    public static float Sum(Vector256<float> lanes)
    {
        Vector128<float> four = lanes.GetLower() + lanes.GetUpper();
        return (four[0] + four[1]) + (four[2] + four[3]);
    }
}
