using System.Runtime.CompilerServices;

namespace TogetherAI.Engine.Kernels.Heads;

/// <summary>One step of the softmax that is taken block by block.</summary>
internal static unsafe class OnlineSoftmax<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>
    /// Turns a block's scores into weights relative to the largest score so far, and adds them to their sum. What does not count has a score of
    /// minus infinity.
    /// </summary>
    /// <returns>What the sums so far are to be multiplied with.</returns>
    public static float Weigh(float* scores, ref float maximum, ref float sum)
    {
        TVector largest = TLanes.Load(scores), total = default;
        for (int at = TLanes.Count; at < HeadBlock.Positions; at += TLanes.Count)
            largest = TLanes.Max(largest, TLanes.Load(scores + at));
        float before = maximum;
        maximum = Math.Max(before, TLanes.Largest(largest));
        TVector shift = TLanes.Broadcast(-maximum);
        for (int at = 0; at < HeadBlock.Positions; at += TLanes.Count)
        {
            TVector weights = Exponential(TLanes.Add(TLanes.Load(scores + at), shift));
            TLanes.Store(weights, scores + at);
            total = TLanes.Add(total, weights);
        }

        float rescale = before == maximum ? 1 : MathF.Exp(before - maximum);
        sum = (sum * rescale) + TLanes.Sum(total);
        return rescale;
    }

    /// <summary>
    /// <c>e^x</c> for <c>x</c> of at most zero, within two units in the last place; below -87 it stays at 1e-38, which is nothing beside the
    /// largest weight. <c>x = n·ln 2 + r</c>, and <c>e^r</c> by a polynomial whose relative error is 1e-8 (interpolated at the Chebyshev nodes).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exponential(TVector x)
    {
        // Adding 1.5 · 2^23 rounds to whole numbers, and 127 more is the exponent's bias: what remains at the low end moves into the exponent.
        const float Large = 12582912 + 127, Log2E = 1.4426950408889634f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;
        x = TLanes.Max(TLanes.Broadcast(-87), x);
        TVector biased = TLanes.MultiplyAdd(x, TLanes.Broadcast(Log2E), TLanes.Broadcast(Large));
        TVector n = TLanes.Add(biased, TLanes.Broadcast(-Large));
        TVector r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-Ln2Low), TLanes.MultiplyAdd(n, TLanes.Broadcast(-Ln2High), x));
        TVector p = TLanes.MultiplyAdd(r, TLanes.Broadcast(0.0013926183587582748f), TLanes.Broadcast(0.008363179052701368f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(0.041666554617205837f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(0.16666576989699006f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(0.5f));
        p = TLanes.MultiplyAdd(p, TLanes.Multiply(r, r), r);
        TVector power = TLanes.ShiftLeft(biased, 23);
        return TLanes.MultiplyAdd(p, power, power);
    }
}
