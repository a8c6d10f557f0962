using System.Runtime.Intrinsics;

namespace TogetherAI.Engine.Kernels.Heads;

/// <summary>
/// Attention of some queries to one block of keys and values, on the widest registers: the keys as <c>[size, Positions]</c>, the values as
/// <c>[Positions, size]</c>.
/// </summary>
internal static unsafe class HeadBlock
{
    /// <summary>Positions of a block.</summary>
    public const int Positions = 32;

    /// <summary>As <see cref="HeadScores{TLanes, TVector}.Products"/>.</summary>
    public static void Products(float* keys, float* queries, int size, int count, float* scores)
    {
        if (Vector512.IsHardwareAccelerated)
            HeadScores<Lanes512, Vector512<float>>.Products(keys, queries, size, count, scores);
        else if (Vector256.IsHardwareAccelerated)
            HeadScores<Lanes256, Vector256<float>>.Products(keys, queries, size, count, scores);
        else
            HeadScores<Lanes128, Vector128<float>>.Products(keys, queries, size, count, scores);
    }

    /// <summary>As <see cref="OnlineSoftmax{TLanes, TVector}.Weigh"/>.</summary>
    public static float Weigh(float* scores, ref float maximum, ref float sum) =>
        Vector512.IsHardwareAccelerated ? OnlineSoftmax<Lanes512, Vector512<float>>.Weigh(scores, ref maximum, ref sum)
        : Vector256.IsHardwareAccelerated ? OnlineSoftmax<Lanes256, Vector256<float>>.Weigh(scores, ref maximum, ref sum)
        : OnlineSoftmax<Lanes128, Vector128<float>>.Weigh(scores, ref maximum, ref sum);

    /// <summary>As <see cref="ValueSum{TLanes, TVector}.Add"/>.</summary>
    public static void AddValues(float* sums, float* rescale, float* weights, float* values, int first, int end, int size, int queries)
    {
        if (Vector512.IsHardwareAccelerated)
            ValueSum<Lanes512, Vector512<float>>.Add(sums, rescale, weights, values, first, end, size, queries);
        else if (Vector256.IsHardwareAccelerated)
            ValueSum<Lanes256, Vector256<float>>.Add(sums, rescale, weights, values, first, end, size, queries);
        else
            ValueSum<Lanes128, Vector128<float>>.Add(sums, rescale, weights, values, first, end, size, queries);
    }
}
