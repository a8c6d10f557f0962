using System.Buffers;

namespace TogetherAI.Engine.Tokenization.BytePairs;

/// <summary>
/// Merges neighbours in the order of their ranks, the leftmost first among equals, until no merge applies. Short words scan for the best
/// pair again and again, which beats any structure; long ones keep the pairs in a heap, so that a megabyte without a space costs n log n
/// and not n².
/// </summary>
internal static class Merger
{
    internal const int LongestScanned = 48;

    private const int None = -1;

    /// <summary>Merges in place.</summary>
    /// <returns>How many tokens are left at the front of <paramref name="tokens"/>.</returns>
    public static int Merge(Span<int> tokens, MergeTable merges) =>
        tokens.Length <= LongestScanned ? MergeByScanning(tokens, merges) : MergeByHeap(tokens, merges);

    internal static int MergeByScanning(Span<int> tokens, MergeTable merges)
    {
        int count = tokens.Length;
        while (count > 1)
        {
            Merge best = new(int.MaxValue, None);
            int at = None;
            for (int i = 0; i + 1 < count; i++)
            {
                if (!merges.TryGet(tokens[i], tokens[i + 1], out Merge merge) || merge.Rank >= best.Rank) continue;
                best = merge;
                at = i;
            }

            if (at == None) break;
            tokens[at] = best.Token;
            tokens[(at + 2)..count].CopyTo(tokens[(at + 1)..]);
            count--;
        }

        return count;
    }

    internal static int MergeByHeap(Span<int> tokens, MergeTable merges)
    {
        int count = tokens.Length;
        if (count == 0) return 0;
        int[] next = ArrayPool<int>.Shared.Rent(count);
        int[] previous = ArrayPool<int>.Shared.Rent(count);
        PriorityQueue<(int At, int Left, int Right, int Token), (int Rank, int At)> queue = new(count);
        for (int i = 0; i < count; i++)
        {
            next[i] = i + 1 < count ? i + 1 : None;
            previous[i] = i - 1;
        }

        for (int i = 0; i + 1 < count; i++) Offer(tokens, i);
        while (queue.TryDequeue(out (int At, int Left, int Right, int Token) pair, out _))
        {
            // A pair that an earlier merge has broken up is still queued; it is recognised by its ids. Merged-away places hold None.
            int right = next[pair.At];
            if (tokens[pair.At] != pair.Left || right == None || tokens[right] != pair.Right) continue;
            tokens[pair.At] = pair.Token;
            tokens[right] = None;
            int after = next[pair.At] = next[right];
            if (after != None) previous[after] = pair.At;
            if (previous[pair.At] != None) Offer(tokens, previous[pair.At]);
            if (after != None) Offer(tokens, pair.At);
        }

        int kept = 0;
        for (int i = 0; i != None; i = next[i]) tokens[kept++] = tokens[i];
        ArrayPool<int>.Shared.Return(next);
        ArrayPool<int>.Shared.Return(previous);
        return kept;

        void Offer(Span<int> all, int at)
        {
            int right = next[at];
            if (merges.TryGet(all[at], all[right], out Merge merge))
                queue.Enqueue((at, all[at], all[right], merge.Token), (merge.Rank, at));
        }
    }
}
