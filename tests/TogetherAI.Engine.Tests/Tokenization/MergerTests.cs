using FsCheck;
using FsCheck.Fluent;
using TogetherAI.Engine.Tokenization.BytePairs;

namespace TogetherAI.Engine.Tests.Tokenization;

public class MergerTests
{
    [Fact]
    public void The_heap_merges_as_the_scan_does()
    {
        // Tokens are words over {0, 1}; a token's id is its word with a leading 1, read in binary.
        MergeTable merges = new(100);
        int rank = 0;
        foreach ((int left, int right) in (ReadOnlySpan<(int, int)>)[(2, 3), (3, 3), (2, 2), (5, 5), (7, 5), (4, 4), (5, 7), (16, 16), (5, 2)])
        {
            int bits = 31 - int.LeadingZeroCount(right);
            merges.Add(left, right, new Merge(rank++, (left << bits) | (right & ((1 << bits) - 1))));
        }

        Prop.ForAll(Gen.Choose(2, 3).ArrayOf().ToArbitrary(), tokens =>
        {
            int[] scanned = [.. tokens];
            int[] heaped = [.. tokens];
            int count = Merger.MergeByScanning(scanned, merges);
            return count == Merger.MergeByHeap(heaped, merges) && scanned.AsSpan(0, count).SequenceEqual(heaped.AsSpan(0, count));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(200));
    }
}
